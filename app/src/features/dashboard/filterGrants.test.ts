import { describe, expect, it } from 'vitest';
import { grantLike, key } from '@/entities/fixture';
import { filterGrants } from './filterGrants';

const grants = [
  grantLike({ grantId: 1001n, beneficiary: key(30) }),
  grantLike({ grantId: 1002n, beneficiary: key(31), status: 'terminating' }),
  grantLike({ grantId: 2100n, beneficiary: key(31), address: key(40) }),
];
const ids = (query: string, status: Parameters<typeof filterGrants>[2] = 'all') =>
  filterGrants(grants, query, status).map(({ grantId }) => grantId);

describe('searching grants', () => {
  it('shows all without a question', () => {
    expect(ids('  ')).toEqual([1001n, 1002n, 2100n]);
  });

  it('finds numbers by how they begin, addresses by any part of them', () => {
    expect(ids('100')).toEqual([1001n, 1002n]);
    expect(ids(key(31).toBase58().slice(4, 20))).toEqual([1002n, 2100n]);
    expect(ids(key(40).toBase58())).toEqual([2100n]);
    expect(ids('zzz')).toEqual([]);
  });

  it('keeps to how grants stand', () => {
    expect(ids('', 'terminating')).toEqual([1002n]);
    expect(ids('1001', 'settled')).toEqual([]);
  });
});
