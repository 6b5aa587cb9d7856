/** What a beneficiary can do with a grant, other than claiming. */
import type { PublicKey } from '@solana/web3.js';
import {
  acceptTransfer,
  fetchTransfer,
  proposeTransfer,
  rejectTransfer,
  setAutoClaim,
  settleMilestone,
  type Transfer,
} from '@tenure/sdk';
import { leftText, type Holding, type MilestoneWithMetric } from '@/entities/grant';
import type { TokenText } from '@/entities/token';
import type { ChainAccess } from '@/shared/chain';
import { short } from '@/shared/format';
import type { Operation } from '@/shared/transactions';

/** Switches claims by others on or off. */
export function autoClaimOperation({ programId }: ChainAccess, { grant }: Holding, enabled: boolean): Operation {
  return {
    title: enabled ? 'Let others send your claims' : 'Claim only yourself',
    signer: grant.beneficiary,
    groups: ({ signer }) =>
      Promise.resolve([
        {
          label: enabled ? 'Allow claims by others' : 'Switch claims by others off',
          instructions: [setAutoClaim({ beneficiary: signer, grant: grant.address, enabled }, programId)],
        },
      ]),
    effects: () => [
      {
        label: 'Claims by others',
        value: enabled ? 'allowed, to your own account only' : 'switched off',
        strong: true,
      },
    ],
    again: 'Setting it twice is the same as setting it once.',
    done: enabled ? 'Others may send your claims now.' : 'Only you can claim now.',
  };
}

/** Proposes to hand a grant to another wallet. `now` is unix seconds. */
export function proposeTransferOperation(
  { programId }: ChainAccess,
  holding: Holding,
  to: PublicKey,
  now: number,
  text: TokenText,
): Operation {
  const { plan, grant } = holding;
  const needsConsent = plan.transferRule === 'withConsent';
  return {
    title: `Hand grant ${grant.grantId} to another wallet`,
    signer: grant.beneficiary,
    groups: ({ signer, expiresTs }) =>
      Promise.resolve([
        {
          label: 'Propose the transfer',
          instructions: [
            proposeTransfer({ proposer: signer, plan: plan.address, grant: grant.address, to, expiresTs }, programId),
          ],
        },
      ]),
    effects: () => [
      { label: 'From', value: short(grant.beneficiary.toBase58()) },
      { label: 'To', value: to.toBase58(), strong: true },
      { label: 'You give away', value: leftText(holding, now, text), strong: true },
      { label: 'Takes effect', value: needsConsent ? 'when the authority agrees' : 'when somebody completes it' },
    ],
    again: 'A grant has one pending transfer at most, so proposing again can not make a second one.',
    done: 'The transfer is proposed. It is shown on this page until it is completed or taken back.',
  };
}

/** Completes a pending transfer. `now` is unix seconds. */
export function acceptTransferOperation(
  chain: ChainAccess,
  holding: Holding,
  signer: PublicKey,
  transfer: Transfer,
  now: number,
  text: TokenText,
): Operation {
  const { plan, grant } = holding;
  const own = signer.equals(grant.beneficiary);
  const recovers = !transfer.proposer.equals(transfer.from);
  return {
    title: `Complete the transfer of grant ${grant.grantId}`,
    signer,
    groups: async ({ signer: by, expiresTs }) => {
      if ((await fetchTransfer(chain.reader, grant.address, chain.programId)) === null) return [];
      const input = { plan: plan.address, grant: grant.address, proposer: transfer.proposer, to: transfer.to };
      return [
        {
          label: 'Complete the transfer',
          instructions: [acceptTransfer({ ...input, signer: by, expiresTs }, chain.programId)],
        },
      ];
    },
    effects: () => [
      { label: 'New beneficiary', value: transfer.to.toBase58(), strong: true },
      {
        label: own ? 'You give away' : recovers ? 'The present wallet loses' : 'The present wallet gives away',
        value: leftText(holding, now, text),
        strong: true,
      },
    ],
    again: 'A transfer completes once: its account is gone afterwards.',
    done: 'The grant has another beneficiary now.',
  };
}

/** Ends a pending transfer: a veto, or taken back. */
export function rejectTransferOperation(
  chain: ChainAccess,
  { plan, grant }: Holding,
  signer: PublicKey,
  transfer: Transfer,
): Operation {
  const veto = !transfer.proposer.equals(signer);
  return {
    title: veto ? `Veto the transfer of grant ${grant.grantId}` : `Take back the transfer of grant ${grant.grantId}`,
    signer,
    groups: async ({ signer: by }) => {
      if ((await fetchTransfer(chain.reader, grant.address, chain.programId)) === null) return [];
      const input = { signer: by, plan: plan.address, grant: grant.address, proposer: transfer.proposer };
      return [
        { label: veto ? 'Veto the transfer' : 'Take it back', instructions: [rejectTransfer(input, chain.programId)] },
      ];
    },
    effects: () => [
      { label: 'Would have gone to', value: transfer.to.toBase58() },
      { label: 'Stays with', value: grant.beneficiary.toBase58(), strong: true },
    ],
    again: 'A transfer ends once: its account is gone afterwards.',
    done: 'The grant stays where it is.',
  };
}

/** Decides a milestone by its metric; anybody may. */
export function settleOperation(
  { programId }: ChainAccess,
  { plan, grant }: Holding,
  { milestone }: MilestoneWithMetric,
): Operation {
  return {
    title: `Settle milestone ${milestone.index} of grant ${grant.grantId}`,
    signer: null,
    groups: () =>
      Promise.resolve([
        {
          label: `Settle milestone ${milestone.index}`,
          instructions: [
            settleMilestone(
              { plan: plan.address, grant: grant.address, metric: milestone.metric, milestone: milestone.address },
              programId,
            ),
          ],
        },
      ]),
    effects: () => [
      { label: 'Decided by', value: 'the final value of its metric, its deadline or the end of the grant' },
    ],
    again: 'A milestone settles once.',
    done: 'The milestone is settled.',
  };
}
