import { expect } from 'chai';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PROGRAM_ID, realms } from '@tenure/sdk';
import { readKeypair } from '@tenure/cli';
import { takeId } from '../../migrations/src/new-id';

const ROOT = join(__dirname, '../..');
const SOURCE = 'programs/vesting/src/lib.rs';
const PLUGIN_SOURCE = 'programs/voter-weight/src/lib.rs';
const SETTINGS = 'Anchor.toml';

describe("npm run deploy -- --new-id: an id of one's own", () => {
  let root: string;
  let keypairFile: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'tenure-new-id-'));
    for (const file of [SOURCE, PLUGIN_SOURCE, SETTINGS]) {
      mkdirSync(dirname(join(root, file)), { recursive: true });
      copyFileSync(join(ROOT, file), join(root, file));
    }
    keypairFile = join(root, 'target/deploy/vesting-keypair.json');
  });
  afterEach(() => rmSync(root, { recursive: true }));

  for (const [program, source, old] of [
    ['vesting', SOURCE, PROGRAM_ID],
    ['voter_weight', PLUGIN_SOURCE, realms.VOTER_WEIGHT_PROGRAM_ID],
  ] as const) {
    it(`makes a key pair that only its owner can read, and declares its address for ${program} alone`, () => {
      const { id, made, changed } = takeId(root, program, keypairFile);
      expect([made, changed]).to.deep.equal([true, [source, SETTINGS]]);
      expect(statSync(keypairFile).mode & 0o777).to.equal(0o600);
      expect(readKeypair(keypairFile).publicKey.equals(id)).to.equal(true);
      for (const file of [SOURCE, PLUGIN_SOURCE, SETTINGS]) {
        const before = readFileSync(join(ROOT, file), 'utf8');
        expect(before.includes(old.toBase58())).to.equal(changed.includes(file));
        const after = readFileSync(join(root, file), 'utf8');
        expect(after).to.equal(before.replace(old.toBase58(), id.toBase58()));
      }
    });
  }

  it('keeps a key pair that is there, and changes nothing the second time', () => {
    const { id } = takeId(root, 'vesting', keypairFile);
    const key = readFileSync(keypairFile, 'utf8');
    expect(takeId(root, 'vesting', keypairFile)).to.deep.include({ made: false, changed: [] });
    expect(readFileSync(keypairFile, 'utf8')).to.equal(key);
    expect(readKeypair(keypairFile).publicKey.equals(id)).to.equal(true);
  });

  it('refuses a key pair that others can read, and sources that it does not know', () => {
    writeFileSync(join(root, SOURCE), 'pub mod nothing;');
    expect(() => takeId(root, 'vesting', keypairFile)).to.throw('declares no id of vesting');
    const open = join(root, 'open.json');
    writeFileSync(open, '[]', { mode: 0o644 });
    expect(() => takeId(root, 'vesting', open)).to.throw('open to others');
  });
});
