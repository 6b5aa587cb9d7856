import { ACTION_NAMES, grantAddress, PROGRAM_ID, type Plan } from '@tenure/sdk';
import { describe, expect, it } from 'vitest';
import { actionSoFar, proposalSchema, emptyProposal, type ProposalInput } from './proposalSchema';
import { key } from './proposal.fixture';

const plan: Pick<Plan, 'address' | 'decimals'> = { address: key(3), decimals: 6 };
const filled: ProposalInput = {
  ...emptyProposal(key(8).toBase58(), ACTION_NAMES),
  ...{ share: '12.5 %', documentUri: 'https://example.org/why.md' },
};
const read = (change: Partial<ProposalInput>) => proposalSchema(plan, PROGRAM_ID).safeParse({ ...filled, ...change });
const problem = (change: Partial<ProposalInput>) => read(change).error?.issues[0];

describe('a proposal that is typed', () => {
  it('is read as the action that it means', () => {
    expect(read({}).data?.action).toEqual({ kind: 'acceleratePlan', accelerationBps: 1_250 });
    expect(read({ kind: 'accelerateGrant', grant: '1001' }).data?.action).toEqual({
      ...{ kind: 'accelerateGrant', accelerationBps: 1_250, grant: grantAddress(plan.address, 1_001n) },
    });
    expect(read({ kind: 'setIssueCap', cap: '50,000,000' }).data?.action).toEqual({
      ...{ kind: 'setIssueCap', issueCap: 50_000_000_000_000n },
    });
    const oracles = {
      kind: 'replaceOracles',
      attestors: `${key(1).toBase58()}\n${key(2).toBase58()}`,
      threshold: '2',
    } as const;
    expect(read(oracles).data?.action).toMatchObject({ oracles: { threshold: 2 } });
  });

  it('names the field that is wrong and says what to change', () => {
    expect(problem({ share: '0' })?.message).toContain('up to 100 %');
    expect(problem({ share: '100.01' })?.path).toEqual(['share']);
    expect(problem({ kind: 'terminateGrant', grant: 'x' })?.path).toEqual(['grant']);
    expect(problem({ kind: 'replaceOracles', attestors: key(1).toBase58(), threshold: '2' })?.path).toEqual([
      'attestors',
    ]);
    const twins = `${key(1).toBase58()} ${key(1).toBase58()}`;
    expect(problem({ kind: 'replaceOracles', attestors: twins, threshold: '2' })?.message).toContain('once');
    expect(problem({ documentUri: 'two words' })?.path).toEqual(['documentUri']);
  });

  it('has no effect to show before it is whole', () => {
    expect(actionSoFar({ ...filled, share: '' }, plan, PROGRAM_ID)).toBeNull();
    expect(actionSoFar(filled, plan, PROGRAM_ID)).toMatchObject({ kind: 'acceleratePlan' });
  });
});
