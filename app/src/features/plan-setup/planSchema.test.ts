import { createPlan, riskNames, type MintFacts } from '@tenure/sdk';
import { describe, expect, it } from 'vitest';
import { key } from '@/entities/fixture';
import { promisesOf } from '@/entities/plan';
import { createPlanInput } from './createPlanInput';
import { emptyPlan, planSchema, policySoFar, unlockOf, type PlanInput } from './planSchema';

const PLAIN: MintFacts = {
  ...{
    address: key(5),
    tokenProgram: key(7),
    decimals: 6,
    supply: 1n,
    risks: [],
    refused: [],
    transferFeeBps: 0,
  },
};
const filled: PlanInput = {
  ...emptyPlan(key(2).toBase58(), 3n),
  ...{
    mint: key(5).toBase58(),
    issueCap: '1000',
    termsUri: 'https://example.org/terms',
    termsSha256: 'ab'.repeat(32),
  },
};

function refusals(input: PlanInput, mint: MintFacts | undefined = PLAIN): string[] {
  return (planSchema(mint).safeParse(input).error?.issues ?? []).map(
    ({ path, message }) => `${path.join('.')}: ${message}`,
  );
}

describe('the form of a plan', () => {
  it('is complete with a token, a cap and terms; the wallet holds the first roles', () => {
    const draft = planSchema(PLAIN).parse(filled);
    expect(draft).toMatchObject({
      planId: 3n,
      issueCap: 1_000_000_000n,
      operatorCap: null,
      payroll: null,
      noticeDays: 2_592_000,
    });
    expect(draft.operator?.equals(key(2))).toBe(true);
    expect(
      createPlan(createPlanInput(draft, PLAIN).plan, key(99)).keys.some(
        ({ pubkey, isSigner }) => isSigner && pubkey.equals(key(2)),
      ),
    ).toBe(true);
  });

  it('wants each risk of the token accepted by name', () => {
    const risky: MintFacts = { ...PLAIN, risks: ['freezeAuthority', 'pausable'] };
    expect(refusals({ ...filled, acceptedRisks: ['pausable'] }, risky)).toEqual([
      expect.stringMatching(/^acceptedRisks: Accept each risk/),
    ]);
    expect(refusals({ ...filled, acceptedRisks: ['pausable', 'freezeAuthority'] }, risky)).toEqual([]);
  });

  it('takes no token that no plan can live with', () => {
    expect(refusals(filled, { ...PLAIN, refused: ['NonTransferable'] })).toEqual([
      expect.stringMatching(/^mint: No plan can pay/),
    ]);
  });

  it('names every field that is missing', () => {
    const fields = refusals(emptyPlan('', 1n), undefined).map((text) => text.split(':')[0]);
    expect(fields).toEqual(
      expect.arrayContaining(['creator', 'mint', 'authority', 'rentRecipient', 'issueCap', 'termsUri', 'termsSha256']),
    );
  });

  it('makes an unlock curve of a schedule and a day, to the billionth', () => {
    const on = { on: true, schedule: 'linear:365d + 1@6m', start: '2026-01-01' } as const;
    expect(refusals({ ...filled, unlock: on })).toEqual([expect.stringMatching(/^unlock.schedule/)]);
    const draft = planSchema(PLAIN).parse({
      ...filled,
      unlock: { ...on, schedule: 'graded-yearly:10/20/70' },
    });
    expect(unlockOf(draft.unlock)?.shape.map(({ weight }) => weight)).toEqual([
      100_000_000n,
      200_000_000n,
      700_000_000n,
    ]);
  });
});

describe('what is promised while it is typed', () => {
  it('follows the fields, and counts what is not right yet as nothing', () => {
    const policy = policySoFar({ ...filled, noticeDays: '45', goodLeaver: 'x', acceptedRisks: ['pausable'] });
    expect(policy).toMatchObject({ noticeSecs: 45 * 86_400, goodLeaverBps: 0 });
    expect(riskNames(policy.acceptedRisks)).toEqual(['pausable']);
    expect(promisesOf(policy).map(({ text }) => text)).toContainEqual(
      expect.stringContaining('with 45 days of notice'),
    );
  });
});
