// Writes docs/accounts.md, the map of the program's accounts and instructions, from the IDL. With --check it only tells
// whether the file is current.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./toolchain.mjs";

const idl = JSON.parse(readFileSync(join(root, "artifacts", "vesting.json"), "utf8"));
const SIZES = { u8: 1, i8: 1, u16: 2, u32: 4, i64: 8, u64: 8, pubkey: 32 };
/** How many segments follow the header of an account. */
const SEGMENTS = { Grant: "1 to 24", Milestone: "0 to 24" };
const types = new Map(idl.types.map((type) => [type.name, type]));

function size(type) {
  if (typeof type === "string") return SIZES[type];
  if (type.array) return size(type.array[0]) * type.array[1];
  return fields(type.defined.name).reduce((sum, field) => sum + size(field.type), 0);
}

function typeName(type) {
  if (typeof type === "string") return type;
  if (type.array) return `[${typeName(type.array[0])}; ${type.array[1]}]`;
  if (type.vec) return `list of ${typeName(type.vec)}`;
  if (type.option) return `optional ${typeName(type.option)}`;
  return type.defined.name;
}

const fields = (name) => types.get(name).type.fields;
const text = (docs = []) => docs.join(" ").replaceAll("|", "\\|");
const table = (head, rows) => [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");

/** The fields of a struct that lies in an account, from an offset on; and where it ends. */
function layout(name, start) {
  let offset = start;
  const rows = fields(name).map((field) => {
    const row = [offset, `\`${field.name}\``, typeName(field.type), text(field.docs)];
    offset += size(field.type);
    return row;
  });
  return { rows, end: offset };
}

function account({ name, discriminator }) {
  const { rows, end } = layout(name, discriminator.length);
  const tag = discriminator
    .slice(1)
    .map((byte) => String.fromCharCode(byte))
    .join("")
    .replace(/\0+$/, "");
  const head = [[0, "`discriminator`", "8 bytes", `layout version ${discriminator[0]}, then "${tag}"`]];
  const segments = SEGMENTS[name];
  const tail = segments ? [[end, "`segments`", `${segments} Segment`, "To the end of the account."]] : [];
  const bytes = segments ? `${end} bytes and 16 a segment` : `${end} bytes`;
  const map = table(["Offset", "Field", "Type", "Meaning"], [...head, ...rows, ...tail]);
  return `### ${name}\n${text(types.get(name).docs)} ${bytes}.\n\n${map}`;
}

function instruction({ name, docs, discriminator, accounts, args }) {
  const rows = accounts.map((item) => {
    const flags = [item.signer && "signs", item.writable && "writable", item.optional && "optional"].filter(Boolean);
    return [`\`${item.name}\``, flags.join(", "), text(item.docs)];
  });
  const argument = args[0]?.type.defined.name;
  const argRows = argument
    ? fields(argument).map((field) => [`\`${field.name}\``, typeName(field.type), text(field.docs)])
    : [];
  const parts = [
    `### ${discriminator[0]} \`${name}\``,
    text(docs),
    table(["Account", "", "What it is"], rows),
    ...(argRows.length > 0 ? [table(["Argument", "Type", "Meaning"], argRows)] : []),
  ];
  return parts.join("\n\n");
}

function structs() {
  const shown = new Set([...idl.accounts.map(({ name }) => name), ...idl.events.map(({ name }) => name)]);
  for (const { args } of idl.instructions) if (args[0]) shown.add(args[0].type.defined.name);
  return idl.types
    .filter(({ name }) => !shown.has(name))
    .map(({ name, docs, type, serialization }) => {
      const title = `### ${name}\n${text(docs)}`;
      if (type.kind === "enum") {
        return `${title}\n\n${table(
          ["Number", "Variant"],
          type.variants.map((variant, index) => [index, `\`${variant.name}\``]),
        )}`;
      }
      if (serialization === "bytemuck") {
        const { rows, end } = layout(name, 0);
        return `${title} ${end} bytes.\n\n${table(["Offset", "Field", "Type", "Meaning"], rows)}`;
      }
      const rows = type.fields.map((field) => [`\`${field.name}\``, typeName(field.type), text(field.docs)]);
      return `${title}\n\n${table(["Field", "Type", "Meaning"], rows)}`;
    });
}

const events = idl.events.map(({ name }) => {
  const list = fields(name)
    .map((field) => `\`${field.name}\``)
    .join(", ");
  return [`\`${name}\``, text(types.get(name).docs), list];
});
const page = [
  "# Accounts, instructions, events, errors",
  "Written by `scripts/account-map.mjs` from the program's interface (`artifacts/vesting.json`); don't edit. Amounts are base\n" +
    "units, times unix seconds, integers little-endian, offsets in bytes.",
  "## Accounts",
  ...idl.accounts.map(account),
  "## Instructions",
  "The number is the one byte that selects the instruction.",
  ...idl.instructions.toSorted((a, b) => a.discriminator[0] - b.discriminator[0]).map(instruction),
  "## Types",
  ...structs(),
  "## Events",
  table(["Event", "When", "Fields"], events),
  "## Errors",
  table(
    ["Number", "Name", "Meaning"],
    idl.errors.map(({ code, name, msg }) => [code, `\`${name}\``, msg]),
  ),
].join("\n\n");

const file = join(root, "docs", "accounts.md");
if (process.argv.includes("--check")) {
  if (readFileSync(file, "utf8") !== `${page}\n`) {
    console.error("docs/accounts.md is out of date: run `node scripts/account-map.mjs`");
    process.exit(1);
  }
} else {
  writeFileSync(file, `${page}\n`);
}
