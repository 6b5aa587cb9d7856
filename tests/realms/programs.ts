import { PublicKey } from '@solana/web3.js';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const BUILDER = ['build.sh', 'patch-std.sh', 'sbpf-solana-solana.json'].map((file) =>
  join(ROOT, 'tools/sbpf', file),
);
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
export const CANNOT_BUILD =
  process.platform === 'linux' ? undefined : 'tools/sbpf builds programs on Linux only';

/** The program's file, built when its sources or the builder changed. */
export function elfOf({ name }: ForeignProgram): Buffer {
  const crate = join(__dirname, 'programs', name);
  const sources = ['Cargo.toml', 'Cargo.lock', 'src/lib.rs'].map((file) => join(crate, file));
  const digest = createHash('sha256');
  for (const file of [...sources, ...BUILDER]) digest.update(readFileSync(file));
  const folder = join(ROOT, 'target/foreign');
  const cached = join(folder, `${name}-${digest.digest('hex').slice(0, 16)}.so`);
  if (!existsSync(cached)) {
    console.log(`      building ${name} from crates.io, once: some minutes`);
    const build = join(ROOT, 'tools/sbpf/build.sh');
    const { status, stderr } = spawnSync('bash', [build, '--crate', crate], {
      encoding: 'utf8',
      timeout: BUILD_MS,
    });
    if (status !== 0) throw new Error(`${name} can't be built:\n${stderr.slice(-4_000)}`);
    mkdirSync(folder, { recursive: true });
    copyFileSync(join(ROOT, `target/deploy/${name}.so`), cached);
  }
  return readFileSync(cached);
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
