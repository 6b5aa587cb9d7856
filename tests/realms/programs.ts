import { PublicKey } from '@solana/web3.js';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const BUILD = join(ROOT, 'tools/sbpf/build.sh');
/** Building one from nothing downloads its crates and takes 2 to 4 minutes on two cores. */
const BUILD_MS = 1_200_000;

/** A program of others, which tests run as it was published. */
export interface ForeignProgram {
  /** Its folder in `programs/`, which says where it comes from. */
  readonly name: string;
  /** Where it is deployed on mainnet. */
  readonly id: PublicKey;
}

/** SPL Governance, which Realms runs. */
export const REALMS: ForeignProgram = {
  name: 'realms',
  id: new PublicKey('GovER5Lthms3bLBqWub97yVrMmEogzX7xNjdXpPPCVZw'),
};

/** Squads v4. */
export const SQUADS: ForeignProgram = {
  name: 'squads',
  id: new PublicKey('SQDS4ep65T869zMMBKyuUq6aD6EgTu8psMjkvj52pCf'),
};

/** Tenure's voter weight plugin, as committed. */
export const VOTER_WEIGHT_ELF = readFileSync(join(ROOT, 'artifacts/voter_weight.so'));

/** Why they can't be built here, if they can't. */
const CANNOT_BUILD = process.platform === 'linux' ? undefined : 'tools/sbpf builds programs on Linux only';

/** What was read already in this run. */
const files = new Map<string, Buffer>();

/** The program's file. tools/sbpf builds it once and keeps it for all checkouts; a stage of `npm test` has it built. */
export function elfOf({ name }: ForeignProgram): Buffer {
  const known = files.get(name);
  if (known !== undefined) return known;
  // What it says goes to the terminal: a first build is some minutes of waiting.
  const { status } = spawnSync('bash', [BUILD, '--crate', join(__dirname, 'programs', name)], {
    stdio: ['ignore', 'ignore', 'inherit'],
    timeout: BUILD_MS,
  });
  if (status !== 0) throw new Error(`${name} can't be built: tools/sbpf/build.sh says above why`);
  const file = readFileSync(join(ROOT, `target/deploy/${name}.so`));
  files.set(name, file);
  return file;
}

/** A group of tests that need programs of others, which are built before the first of them. */
export function withPrograms(title: string, programs: readonly ForeignProgram[], body: () => void): void {
  describe(title, () => {
    if (CANNOT_BUILD !== undefined) {
      it.skip(`are made [skipped: ${CANNOT_BUILD}]`);
      return;
    }
    before(function () {
      this.timeout(BUILD_MS * programs.length);
      programs.forEach(elfOf);
    });
    body();
  });
}
