import { startLocalnet } from '@tenure/localnet';
import { PROGRAM_ID } from '@tenure/sdk';
import { join } from 'node:path';
import { type Server, VALIDATOR_MISSING, startValidator } from './validator';

/** A cluster that tests start for themselves: empty, but for the committed program. */
export type FreshCluster = {
  readonly name: string;
  /** Why it can't be started here. */
  readonly missing?: string | undefined;
  readonly start: () => Promise<Server>;
};

/** The committed program, at its address. */
export const PROGRAMS = [{ id: PROGRAM_ID.toBase58(), elf: join(__dirname, '../../artifacts/vesting.so') }];

export const FRESH_CLUSTERS: readonly FreshCluster[] = [
  { name: 'localnet', start: () => startLocalnet({ rpcPort: 0, programs: PROGRAMS }) },
  {
    name: 'solana-test-validator',
    missing: VALIDATOR_MISSING,
    start: () => startValidator(PROGRAMS),
  },
];
