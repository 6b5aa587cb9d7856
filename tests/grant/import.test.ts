import { expect } from 'chai';
import * as fc from 'fast-check';
import * as sdk from '@tenure/sdk';
import { SEED } from '../support/seed';
import { DAY, people, START_TS, World } from '../support/world';

const { authority, operator, beneficiary, guardian, stranger } = people;
const START = '2025-01-15T12:00:00Z';

describe('SDK: against the program', () => {
  it('a file becomes grants, which are claimed as previewed', async () => {
    const world = new World();
    const handle = world.plan();
    const { chain } = world;
    const wallets = Array.from({ length: 12 }, (_, index) => sdk.planAddress(stranger.publicKey, BigInt(index)));
    const schedules = ['cliff-monthly:48m:12m', 'graded-yearly:10/20/30/40', 'linear:365d'];
    const lines = wallets.map(
      (wallet, index) => `${index + 1},${wallet.toBase58()},${1_000 + index}.5,${START},${schedules[index % 3]}`,
    );
    const text = ['grant_id,beneficiary,amount,start,schedule', ...lines].join('\n');

    const read = async () => {
      const plan = await sdk.fetchPlan(chain, handle.address);
      const vaultAmount = await sdk.fetchVaultAmount(chain, plan);
      const existingIds = await sdk.fetchGrantIds(chain, plan.address);
      return { plan, context: { plan, vaultAmount, existingIds, now: chain.now() } };
    };
    const { plan, context } = await read();
    const { rows, problems } = sdk.validateImport(text, context);
    expect(problems.map(sdk.formatProblem)).to.deep.equal([]);
    const issuer = operator.publicKey;
    const budget = { issuer, payer: issuer, plan: plan.address, vault: plan.vault, microLamports: 0n };
    for (const batch of sdk.batchGrants(rows, { ...budget, expiresTs: sdk.expiresIn(60, chain.now()) })) {
      const outcome = chain.send(batch.instructions, { payer: operator });
      expect(outcome.error && sdk.decodeError(outcome).message).to.equal(undefined);
      expect(outcome.size).to.equal(sdk.transactionSize(batch.instructions, issuer));
      expect(sdk.decodeEvents(outcome.logs).map(({ name }) => name)).to.deep.equal(batch.rows.map(() => 'grantIssued'));
    }

    // The same file again: every line is told, nothing is built.
    const again = sdk.validateImport(text, (await read()).context);
    expect(again.rows).to.deep.equal([]);
    expect(again.problems.filter(({ column }) => column === 'grant_id')).to.have.length(12);

    const issued = new Map<bigint, sdk.Grant>();
    for await (const grant of sdk.fetchGrantsByPlan(chain, plan.address)) issued.set(grant.grantId, grant);
    for (const row of rows) {
      const grant = issued.get(row.grantId);
      expect(grant).to.deep.include({ total: row.total, startTs: START_TS, beneficiary: row.beneficiary });
      expect(grant?.segments).to.deep.equal(sdk.segmentsOf(row.shape, row.total));
      expect(grant && sdk.endTs(grant)).to.equal(row.endTs);
    }

    chain.advance(500 * DAY);
    for (const grant of issued.values()) {
      const state = await sdk.fetchPlan(chain, plan.address);
      const { net } = sdk.claimableAt(state, grant, chain.now());
      const by = { claimant: stranger.publicKey, beneficiary: grant.beneficiary };
      world.run(sdk.claimWithAccount({ ...by, plan: plan.address, planState: plan, grant: grant.address }), stranger);
      expect(world.tokens(sdk.associatedAddress(grant.beneficiary, plan.mint, plan.tokenProgram))).to.equal(net);
    }
  });

  it('previews what the program pays, whatever happened to the grant', async () => {
    const world = new World();
    const handle = world.plan({ policy: { voidSecs: 100 } });
    const { chain } = world;
    const wallet = world.open(handle.mintHandle, beneficiary.publicKey);
    const plan = handle.address;
    let grantId = 0n;
    const segment = fc.record({
      weight: fc.bigInt({ min: 0n, max: 1_000n }),
      span: fc.integer({ min: 1, max: 36 }),
      steps: fc.constantFrom(0, 1),
      unit: fc.constantFrom<sdk.ShapeSegment['unit']>('seconds', 'months'),
    });
    const act = fc.oneof(
      ...[
        fc.record({ kind: fc.constant('wait' as const), secs: fc.integer({ min: 1, max: 120 * DAY }) }),
        fc.record({ kind: fc.constant('pause' as const), secs: fc.integer({ min: 1, max: 400 * DAY }) }),
      ],
      fc.record({ kind: fc.constantFrom('resume', 'terminate', 'withdraw', 'pauseClaims'), secs: fc.constant(0) }),
      fc.record({ kind: fc.constant('release' as const), secs: fc.integer({ min: 1, max: 10_000 }) }),
    );
    const scene = fc.record({
      shape: fc.array(segment, { minLength: 1, maxLength: 4 }).filter((all) => all.some(({ weight }) => weight > 0n)),
      total: fc.bigInt({ min: 1n, max: 10n ** 9n }),
      withholdingBps: fc.integer({ min: 0, max: 5_000 }),
      delay: fc.integer({ min: -400 * DAY, max: 400 * DAY }),
      acts: fc.array(act, { minLength: 1, maxLength: 8 }),
    });
    let paidClaims = 0;
    await fc.assert(
      fc.asyncProperty(scene, async ({ shape, total, withholdingBps, delay, acts }) => {
        grantId += 1n;
        const grant = sdk.grantAddress(plan, grantId);
        const grants = [{ beneficiary: beneficiary.publicKey, grantId, total, startTs: chain.now() + delay }];
        const by = { issuer: authority.publicKey, payer: authority.publicKey, plan, vault: handle.vault };
        world.run(sdk.issueGrants({ ...by, shape, withholdingBps, grants, expiresTs: 'never' }), authority);
        const ours = { authority: authority.publicKey, plan, grant, expiresTs: 'never' as const };
        for (const { kind, secs } of acts) {
          if (kind === 'wait') chain.advance(secs);
          const instruction = {
            wait: undefined,
            pause: sdk.pauseGrant({ ...ours, beneficiary: beneficiary.publicKey, limitSecs: Math.max(secs, 1) }),
            resume: sdk.resumeGrant(ours),
            terminate: sdk.terminateGrant({ ...ours, cause: 'withoutCause' }),
            withdraw: sdk.withdrawTermination(ours),
            release: sdk.accelerateGrant({
              ...ours,
              accelerator: authority.publicKey,
              accelerationBps: Math.min(secs, 10_000) || 1,
            }),
            pauseClaims: sdk.pauseClaims({ guardian: guardian.publicKey, plan, secs: 3_600, expiresTs: 'never' }),
          }[kind];
          // Acts that the grant's state forbids are refused, which changes nothing.
          if (instruction !== undefined) {
            chain.send([instruction], { payer: people.feePayer, signers: signersOf(instruction) });
          }
          const found = await sdk.fetchGrant(chain, grant);
          if (found.kind !== 'live') return expect.fail('the grant lives');
          const preview = sdk.claimableAt(await sdk.fetchPlan(chain, plan), found.grant, chain.now());
          const before = world.tokens(wallet);
          const claim = sdk.claim({
            claimant: beneficiary.publicKey,
            plan,
            planState: handle,
            grant,
            destination: wallet,
          });
          const outcome = chain.send([claim], { payer: people.feePayer, signers: [beneficiary] });
          expect(world.tokens(wallet) - before).to.equal(preview.net);
          if (preview.claimable === 0n) {
            const name = preview.blockedBy === 'claimsPaused' ? 'ClaimsArePaused' : 'NothingToClaim';
            expect(sdk.decodeError(outcome).name).to.equal(name);
          } else {
            expect(outcome.error).to.equal(undefined);
            const event = sdk.decodeEvents(outcome.logs)[0];
            expect(event?.name === 'claimed' && event.data.withheld).to.equal(preview.withheld);
            paidClaims += 1;
          }
        }
      }),
      { seed: SEED, numRuns: 100 },
    );
    expect(paidClaims).to.be.greaterThan(30);
  });
});

function signersOf(instruction: ReturnType<typeof sdk.claim>) {
  const known = [authority, beneficiary, guardian];
  return instruction.keys.flatMap(({ pubkey, isSigner }) =>
    isSigner ? known.filter(({ publicKey }) => publicKey.equals(pubkey)) : [],
  );
}
