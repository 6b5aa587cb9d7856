/** What votes take beside compute units: bytes and transactions. */
import type { TransactionInstruction } from '@solana/web3.js';
import type { Outcome } from '@tenure/localnet';
import {
  executeProposal,
  grantAddress,
  issueGrants,
  MAX_TRANSACTION_BYTES,
  type NewAction,
  transactionSize,
} from '@tenure/sdk';
import { createOracleSets } from '../matrix/oracles';
import { Scene } from '../matrix/scene';
import { makeDeposits, openProposals, passProposals, proposalOf, voteOf } from '../matrix/votes';
import { keypair } from '../support/transactions';
import { CLIFF_MONTHLY, people, START_TS } from '../support/world';
import { priority } from './measure';

const MOST_UNITS = 1_400_000;

/** Sends for the beneficiary, who pays too, with a limit and a price of compute units. */
function send(scene: Scene, instructions: TransactionInstruction[]): Outcome {
  return scene.world.chain.send([...priority(MOST_UNITS), ...instructions], { payer: people.beneficiary });
}

/** Bytes of the largest transaction that opens a proposal: sixteen oracles, and the longest address of a document. */
export function longestProposal(): number {
  const scene = new Scene({ governance: {} });
  createOracleSets(scene);
  makeDeposits(scene);
  const { own } = scene.subjects;
  const attestors = Array.from({ length: 16 }, (_, seat) => keypair(`seat ${seat}`).publicKey);
  const action: NewAction = { kind: 'replaceOracles', oracles: { attestors, threshold: 16 } };
  const documentUri = `https://example.org/${'x'.repeat(108)}`;
  const { error, size, logs } = send(scene, [proposalOf(own, own.grant, action, documentUri)]);
  if (error !== undefined) throw new Error(logs.join('\n'));
  return size;
}

/** How many grants of one wallet can vote in one transaction. */
export function votesInOne(): number {
  const scene = new Scene({ governance: {} });
  const { own } = scene.subjects;
  const ids = Array.from({ length: 20 }, (_, index) => 5_000n + BigInt(index));
  issue(scene, ids);
  openProposals(scene);
  const votes = ids.map((id) => voteOf(own, grantAddress(own.plan.address, id)));
  const fits = (count: number): boolean =>
    transactionSize([...priority(MOST_UNITS), ...votes.slice(0, count)], own.beneficiary) <= MAX_TRANSACTION_BYTES;
  const most = votes.filter((_, index) => fits(index + 1));
  const { error, logs } = send(scene, most);
  if (error !== undefined) throw new Error(logs.join('\n'));
  return most.length;
}

/** Compute units of a plan-wide release by vote, with so many more grants in the plan. */
export function executeWith(more: number): number {
  const scene = new Scene({ governance: {} });
  for (let from = 0; from < more; from += 10) {
    issue(
      scene,
      Array.from({ length: 10 }, (_, index) => 5_000n + BigInt(from + index)),
    );
  }
  passProposals(scene);
  const { plan, proposal } = scene.subjects.own;
  return scene.world.run(executeProposal({ plan: plan.address, proposal })).computeUnits;
}

/** Issues standard grants of the scene's plan to its beneficiary. */
function issue(scene: Scene, ids: readonly bigint[]): void {
  const { plan, roles, beneficiary } = scene.subjects.own;
  for (let from = 0; from < ids.length; from += 5) {
    scene.world.run(
      issueGrants({
        ...{ issuer: roles.operator, payer: scene.payer, plan: plan.address, vault: plan.vault },
        ...{ shape: CLIFF_MONTHLY, withholdingBps: 0, expiresTs: 'never' },
        grants: ids
          .slice(from, from + 5)
          .map((grantId) => ({ beneficiary, grantId, total: 1_000n, startTs: START_TS })),
      }),
    );
  }
}
