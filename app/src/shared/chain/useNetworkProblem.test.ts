import { describe, expect, it } from 'vitest';
import { isGenesisOf } from './useNetworkProblem';

const MAINNET = '5eykt4UsFv8P8NJdTREpY1vzqKqZKvdpKuc147dw2N9d';

describe('the first block', () => {
  it('must be that of a public cluster', () => {
    expect(isGenesisOf({ name: 'mainnet' }, MAINNET)).toBe(true);
    expect(isGenesisOf({ name: 'devnet' }, MAINNET)).toBe(false);
  });

  it('of a local chain is any but a public one, or the one that the host names', () => {
    expect(isGenesisOf({ name: 'localnet' }, 'anything')).toBe(true);
    expect(isGenesisOf({ name: 'localnet' }, MAINNET)).toBe(false);
    expect(isGenesisOf({ name: 'localnet', genesisHash: 'mine' }, 'other')).toBe(false);
  });
});
