/** What the example prints with: plain text in 110 columns, with color on a terminal only. */
import Table from 'cli-table3';
import { styleText } from 'node:util';
import { day } from './amounts';

/** The widest line, columns. */
const WIDTH = 110;

const isTerminal = process.stdout.isTTY;
const isColored = isTerminal && process.env.NO_COLOR === undefined;

type Style = 'bold' | 'dim' | 'green' | 'red' | 'cyan' | 'yellow';

/** Text in a style, where the output is a terminal. */
export function styled(style: Style, text: string): string {
  return isColored ? styleText(style, text) : text;
}

export function print(line = ''): void {
  process.stdout.write(`${line}\n`);
}

/** A numbered chapter. */
export function chapter(title: string): void {
  print();
  print(styled('bold', title));
  print(styled('dim', '─'.repeat(title.length)));
}

/** Breaks text between words; lines after the first begin under the first one's text. */
export function wrapped(text: string, indent: number, width = WIDTH): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && indent + line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line].join(`\n${' '.repeat(indent)}`);
}

/** A name and what it is, such as a role and its address. */
export function entry(name: string, value: string): void {
  const indent = 20;
  print(`  ${name.padEnd(indent - 2)}${wrapped(value, indent)}`);
}

/** Something that happened on a day, unix seconds. */
export function tell(ts: number, what: string): void {
  print(`  ${styled('yellow', day(ts))}  ${wrapped(what, 14)}`);
}

/** One of several things, below each other. */
export function item(text: string, mark = '•'): void {
  print(`  ${mark} ${wrapped(text, 4)}`);
}

const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/** How much of the whole there is, in blocks that fill `width` columns. */
export function bar(part: bigint, whole: bigint, width: number): string {
  const eighths = whole === 0n ? 0 : Number((part * BigInt(width * 8)) / whole);
  const filled = '█'.repeat(Math.floor(eighths / 8)) + (EIGHTHS[eighths % 8] ?? '');
  return filled + '·'.repeat(width - filled.length);
}

/** Whole per cent, rounded down: 100 % is all. */
export function percent(part: bigint, whole: bigint): string {
  return whole === 0n ? '-' : `${(part * 100n) / whole} %`;
}

/** A bar that grows in place; where the output is no terminal only its end is printed. */
export class Progress {
  constructor(
    private readonly name: string,
    private readonly whole: number,
  ) {}

  /** Draws so many of the whole. */
  update(done: number): void {
    if (!isTerminal && done < this.whole) return;
    const drawn = bar(BigInt(done), BigInt(this.whole), 40);
    const line = `  ${this.name} ${styled('cyan', drawn)} ${done}/${this.whole}`;
    process.stdout.write(isTerminal ? `\r${line}` : line);
    if (done === this.whole) print();
  }
}

export interface Column {
  readonly name: string;
  readonly align?: 'left' | 'right';
  /** A text column that gives way where the table is too wide; it keeps this many characters. */
  readonly atLeast?: number;
}

const MARGIN = 2;
const GAP = 2;
const PLAIN = {
  ...{
    top: '',
    'top-mid': '',
    'top-left': '',
    'top-right': '',
    bottom: '',
    'bottom-mid': '',
    'bottom-left': '',
  },
  ...{
    'bottom-right': '',
    left: ' '.repeat(MARGIN),
    'left-mid': '',
    mid: '',
    'mid-mid': '',
    right: '',
    'right-mid': '',
  },
  middle: ' '.repeat(GAP),
};

/** Widths of the columns: what their cells need. Where that is too much, the widest that may gives way. */
function widths(columns: readonly Column[], rows: readonly (readonly string[])[]): number[] {
  const fitted = columns.map(({ name }, index) => {
    return Math.max(name.length, ...rows.map((row) => row[index]?.length ?? 0));
  });
  const needed = () => MARGIN + fitted.reduce((sum, width) => sum + width + GAP, -GAP);
  while (needed() > WIDTH) {
    const room = columns.map(({ atLeast }, index) =>
      (fitted[index] ?? 0) > (atLeast ?? Infinity) ? (fitted[index] ?? 0) : 0,
    );
    const widest = Math.max(...room);
    if (widest === 0) break;
    fitted[room.indexOf(widest)] = widest - 1;
  }
  return fitted;
}

/** What a table has besides its rows: a line of explanation below each, and sums at the end. */
export interface TableExtras {
  readonly notes?: readonly string[];
  readonly sums?: readonly string[][];
}

/** Prints rows below a head. */
export function table(columns: readonly Column[], body: readonly string[][], extras: TableExtras = {}): void {
  const { notes = [], sums = [] } = extras;
  const colWidths = widths(columns, [...body, ...sums]);
  const plain = new Table({
    chars: PLAIN,
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [], compact: true },
    head: columns.map(({ name }) => name),
    colWidths,
    colAligns: columns.map(({ align = 'left' }) => align),
  });
  plain.push(...body, ...sums);
  const [head = '', ...lines] = plain
    .toString()
    .split('\n')
    .map((line) => line.trimEnd());
  const rule = styled('dim', `  ${'─'.repeat(colWidths.reduce((sum, width) => sum + width + GAP, -GAP))}`);
  print(styled('bold', head));
  print(rule);
  for (const [index, line] of lines.entries()) {
    if (index === body.length) print(rule);
    print(index < body.length ? line : styled('bold', line));
    const note = index < body.length ? notes[index] : undefined;
    if (note !== undefined) print(`    ${styled('dim', wrapped(note, 4))}`);
  }
}
