import { expect } from 'chai';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';

const ROOT = join(__dirname, '../..');
const DOCUMENTS = ['README.md', 'CONTRIBUTING.md', 'docs/architecture.md'];
/** Folders that are built or installed, and so named without being committed. */
const BUILT = ['.git', 'dist', 'node_modules', 'target'];

/** Every file and folder, relative to the root of the repository. */
function filesBelow(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    if (BUILT.includes(entry.name)) return [];
    const path = posix.join(folder, entry.name);
    return entry.isDirectory() ? [path, ...filesBelow(path)] : [path];
  });
}

/** What a document names as `code` and what looks like a path: with a slash, or with the ending of a source file. */
function pathsIn(text: string): string[] {
  const code = [...text.replace(/^```[^]*?^```/gm, '').matchAll(/`([^`\n]+)`/g)].map(([, span = '']) => span);
  return code.filter(
    (span) =>
      /^[\w.*<{][\w.*<>{},/ -]*$/.test(span) &&
      !/ /.test(span.replace(/<[^>]*>/g, '')) &&
      (span.includes('/') || /\.(cjs|css|csv|json|md|mjs|rs|toml|ts|tsx)$/.test(span)) &&
      !BUILT.includes(span.split('/')[0] ?? ''),
  );
}

/** `<name>` and `*` stand for anything within a name, `{a,b}` for one of the two; a path may leave out where it begins. */
function patternOf(path: string): RegExp[] {
  const choice = /\{([^}]*)\}/.exec(path);
  if (choice !== null) return (choice[1] ?? '').split(',').flatMap((one) => patternOf(path.replace(choice[0], one)));
  const literal = path.replace(/\/$/, '').replace(/[.]/g, '\\.');
  return [new RegExp(`(^|/)${literal.replace(/<[^>]*>|\*/g, '[^/]*')}$`)];
}

describe('Documents: what they name is there', () => {
  const files = filesBelow('.');

  for (const document of DOCUMENTS) {
    const text = readFileSync(join(ROOT, document), 'utf8');

    it(`${document}: paths`, () => {
      const paths = pathsIn(text);
      expect(paths).to.not.have.length(0);
      const missing = paths.filter((path) =>
        patternOf(path).some((pattern) => !files.some((file) => pattern.test(file))),
      );
      expect(missing).to.deep.equal([]);
    });

    it(`${document}: links`, () => {
      const links = [...text.matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)].map(([, link = '']) => link);
      const local = links.filter((link) => !/^https?:/.test(link));
      expect(local.filter((link) => !existsSync(join(ROOT, dirname(document), link)))).to.deep.equal([]);
    });
  }

  it('CONTRIBUTING.md: commands run files that are there', () => {
    const text = readFileSync(join(ROOT, 'CONTRIBUTING.md'), 'utf8');
    const commands = [...text.matchAll(/^ {4}(?:npx|cargo|npm) .*$/gm)].flatMap(([line]) => line.split(/[\s']+/));
    const named = commands.filter((word) => word.includes('/') && !word.startsWith('@'));
    expect(named).to.not.have.length(0);
    expect(
      named.filter((word) => patternOf(word).some((pattern) => !files.some((file) => pattern.test(file)))),
    ).to.deep.equal([]);
  });
});
