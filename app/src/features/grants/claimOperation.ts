/** Claims as operations: of one grant or all, each to the beneficiary's associated account, opened where there is none. */
import type { PublicKey } from '@solana/web3.js';
import { gained, grown, type Effect, type Operation } from '@tenure/operations';
import {
  associatedAddress,
  claimableAt,
  claimMilestoneWithAccount,
  claimWithAccount,
  decodeGrant,
  decodeMilestone,
  decodePlan,
  fetchTransferHook,
  hookAccountsOf,
  milestoneClaimableAt,
  withholdingAt,
  type Milestone,
  type Plan,
  type RawAccount,
} from '@tenure/sdk';
import type { AccountChange, InstructionGroup } from '@tenure/transactions';
import type { Holding } from '@/entities/grant';
import type { TokenText } from '@/entities/token';
import type { ChainAccess } from '@/shared/chain';
import { percent } from '@/shared/format';

/** Reads again what is claimed, so that a second try leaves out what the first one paid. */
type Reread = (chain: ChainAccess) => Promise<readonly Holding[]>;

interface ClaimSource {
  readonly holding: Holding;
  readonly milestone: Milestone | null;
}

function sourcesOf(holding: Holding, now: number): ClaimSource[] {
  const { plan, grant, milestones } = holding;
  const ofGrant = claimableAt(plan, grant, now).claimable > 0n ? [{ holding, milestone: null }] : [];
  const ofMilestones = milestones
    .filter(({ milestone }) => milestoneClaimableAt(plan, grant, milestone, now).claimable > 0n)
    .map(({ milestone }) => ({ holding, milestone }));
  return [...ofGrant, ...ofMilestones];
}

async function groupOf(
  chain: ChainAccess,
  { holding, milestone }: ClaimSource,
  claimant: PublicKey,
  now: number,
): Promise<InstructionGroup> {
  const { plan, grant } = holding;
  const { reader, programId } = chain;
  const { beneficiary } = grant;
  const destination = associatedAddress(beneficiary, plan.mint, plan.tokenProgram);
  const due = milestone === null ? claimableAt(plan, grant, now) : milestoneClaimableAt(plan, grant, milestone, now);
  const hook = await fetchTransferHook(reader, plan);
  const hookAccounts = await hookAccountsOf(reader, hook, {
    ...{ source: plan.vault, destination, owner: plan.address },
    ...{ amount: due.net, opensFor: beneficiary },
  });
  const input = { claimant, beneficiary, plan: plan.address, planState: plan, grant: grant.address, hookAccounts };
  return milestone === null
    ? { label: `Claim from grant ${grant.grantId}`, instructions: claimWithAccount(input, programId) }
    : {
        label: `Claim milestone ${milestone.index} of grant ${grant.grantId}`,
        instructions: claimMilestoneWithAccount({ ...input, milestone: milestone.address }, programId),
      };
}

/** The rates at which claims at `now` are withheld, such as `25 %`. */
function ratesOf(holdings: readonly Holding[], now: number): string {
  const rates = new Set(holdings.map(({ grant }) => withholdingAt(grant, now)));
  return [...rates]
    .sort((a, b) => a - b)
    .map(percent)
    .join(' and ');
}

/** The exact effect of claims in one plan: taken from the grants, withheld, fee of the mint, received. */
function effectsIn(
  plan: Plan,
  holdings: readonly Holding[],
  changes: readonly AccountChange[],
  programId: PublicKey,
  now: number,
  text: TokenText,
): Effect[] {
  const claimed = (address: PublicKey) => (account: RawAccount) => decodeGrant(address, account, programId).claimed;
  const paid = (address: PublicKey) => (account: RawAccount) => decodeMilestone(address, account, programId).claimed;
  const gross = holdings.reduce((sum, { grant, milestones }) => {
    const ofGrant = grown(changes, grant.address, claimed(grant.address));
    const ofMilestones = milestones.reduce(
      (all, { milestone: { address } }) => all + grown(changes, address, paid(address)),
      0n,
    );
    return sum + ofGrant + ofMilestones;
  }, 0n);
  if (gross === 0n) return [];
  const withheld = grown(changes, plan.address, (account) => decodePlan(plan.address, account, programId).withheld);
  const accounts = new Map(
    holdings.map(({ grant: { beneficiary } }) => [
      beneficiary.toBase58(),
      associatedAddress(beneficiary, plan.mint, plan.tokenProgram),
    ]),
  );
  const received = [...accounts.values()].reduce((sum, account) => sum + gained(changes, account), 0n);
  const fee = gross - withheld - received;
  return [
    { label: 'Claimed', value: text(gross, plan) },
    { label: 'Withheld for payroll', value: text(withheld, plan) },
    ...(withheld > 0n ? [{ label: 'Rate that counts now', value: ratesOf(holdings, now) }] : []),
    ...(fee > 0n ? [{ label: "Fee of the token's issuer", value: text(fee, plan) }] : []),
    { label: 'You receive', value: text(received, plan), strong: true },
  ];
}

/** The operation of claiming everything that is claimable of some grants. */
export function claimOperation(
  chain: ChainAccess,
  title: string,
  holdings: readonly Holding[],
  reread: Reread,
  text: TokenText,
): Operation {
  const plans = new Map(holdings.map(({ plan }) => [plan.address.toBase58(), plan]));
  // The effects are told as of the time for which the operation was prepared.
  let at = 0;
  return {
    title,
    signer: null,
    groups: async ({ now, signer }) => {
      at = now;
      const fresh = await reread(chain);
      const sources = fresh.flatMap((holding) => sourcesOf(holding, now));
      return Promise.all(sources.map((source) => groupOf(chain, source, signer, now)));
    },
    effects: (changes) =>
      [...plans.values()].flatMap((plan) => {
        const its = holdings.filter((holding) => holding.plan.address.equals(plan.address));
        return effectsIn(plan, its, changes, chain.programId, at, text);
      }),
    again: 'A claim pays what is due at that moment and no more, so claiming again can not pay anything twice.',
    done: 'The tokens are in your wallet.',
  };
}
