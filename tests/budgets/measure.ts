/** Measures calls on the committed program in LiteSVM. Addresses are found at the first try wherever one is searched. */
import { ComputeBudgetProgram, type Keypair, type TransactionInstruction } from '@solana/web3.js';
import type { Outcome } from '@tenure/localnet';
import { issueGrants, type NewGrant, oracleSetAddress, voteRecordAddress, voterRecordAddress } from '@tenure/sdk';
import { grantIdsFor, mintNameFor, planIdFor } from '../matrix/first-try';
import { FIXTURES } from '../matrix/fixtures';
import { CAPPED } from '../matrix/governances';
import { INSTRUCTIONS } from '../matrix/idl';
import { issueMilestones } from '../matrix/oracles';
import { Scene } from '../matrix/scene';
import { openProposals, voteOf } from '../matrix/votes';
import { keypair } from '../support/transactions';
import { CLIFF_MONTHLY, DAY, people, type PlanHandle, START_TS, World } from '../support/world';

/** Compute units by instruction, and by title where it is called in several ways. */
export function measureInstructions(): Record<string, number> {
  const measured = INSTRUCTIONS.flatMap((instruction) =>
    FIXTURES[instruction].map((fixture): [string, number] => {
      const scene = new Scene(fixture);
      fixture.prepare?.(scene);
      const { computeUnits } = scene.world.run(fixture.call(scene.subjects.own, scene));
      return [[instruction, fixture.title].join(' ').trim(), computeUnits];
    }),
  );
  return Object.fromEntries(measured);
}

/** Bytes of the accounts of oracles, milestones and votes. */
export function measureBytes(): Record<string, number> {
  const scene = new Scene({ governance: CAPPED });
  issueMilestones(scene);
  openProposals(scene);
  const { plan, metric, milestone, governance, deposit, proposal, proposalId, grant, beneficiary } = scene.subjects.own;
  scene.world.run(voteOf(scene.subjects.own, grant, true));
  const accounts = {
    'oracle set': oracleSetAddress(plan.address),
    metric,
    'milestone with one segment': milestone,
    governance,
    deposit,
    proposal,
    'vote record': voteRecordAddress(grant, proposalId),
    'voter record': voterRecordAddress(proposal, beneficiary),
  };
  const sizes = Object.entries(accounts).map(([name, address]): [string, number] => {
    return [name, scene.world.chain.account(address)?.data.length ?? 0];
  });
  return Object.fromEntries(sizes);
}

/** A world with a funded plan, and an operator who has spent nothing yet. */
export class Issuing {
  readonly world = new World();
  readonly plan: PlanHandle;
  private readonly operator: Keypair = people.operator;

  constructor() {
    const name = mintNameFor(people.beneficiary.publicKey);
    const planId = planIdFor(people.creator.publicKey, keypair(name).publicKey);
    this.plan = this.world.plan({ mint: this.world.mint({ name }), planId, policy: { voidSecs: DAY } });
  }

  /** So many standard grants, each to somebody else and with a start of its own. */
  grants(count: number): NewGrant[] {
    return grantIdsFor(this.plan.address, count, 0n).map((grantId, index) => ({
      beneficiary: keypair(`employee ${index}`).publicKey,
      grantId,
      total: 48_000_000n + BigInt(index),
      startTs: START_TS - index * DAY,
    }));
  }

  /** Issues them in one transaction, which the operator pays and signs. */
  issue(count: number, before: TransactionInstruction[] = []): Outcome {
    const { world, plan, operator } = this;
    const instruction = issueGrants({
      issuer: operator.publicKey,
      payer: operator.publicKey,
      plan: plan.address,
      vault: plan.vault,
      shape: CLIFF_MONTHLY,
      withholdingBps: 0,
      grants: this.grants(count),
      expiresTs: START_TS + DAY,
    });
    return world.chain.send([...before, instruction], { payer: operator });
  }
}

/** What a transaction sets on a cluster that is busy: a limit of compute units and a price for them. */
export function priority(units: number): TransactionInstruction[] {
  return [
    ComputeBudgetProgram.setComputeUnitLimit({ units }),
    ComputeBudgetProgram.setComputeUnitPrice({ microLamports: 100_000 }),
  ];
}

/** Compute units of issuing one to ten grants in one call. */
export function measureIssuing(): number[] {
  return [...Array(10).keys()].map((index) => new Issuing().issue(index + 1).computeUnits);
}
