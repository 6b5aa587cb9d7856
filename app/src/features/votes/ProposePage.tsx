/** Opening a proposal: what is to be done, why, and what it would change today. */
import { zodResolver } from '@hookform/resolvers/zod';
import { useWallet } from '@solana/wallet-adapter-react';
import type { PublicKey } from '@solana/web3.js';
import { openProposalOperation } from '@tenure/operations';
import {
  actionEffect,
  assignSeats,
  openingSources,
  type ActionName,
  type Governance,
  type Plan,
  type VoteHoldings,
  type VoteSource,
} from '@tenure/sdk';
import { useState } from 'react';
import { useForm, useWatch } from 'react-hook-form';
import { Link } from 'react-router';
import { DocumentPick, type HashedFile } from '@/entities/document';
import { useOperationContext } from '@/entities/operations';
import { PlanOfPath } from '@/entities/plan';
import { useTokenText } from '@/entities/token';
import { useChain, useNow } from '@/shared/chain';
import { describeError } from '@/shared/errors/describeError';
import { duration, hex } from '@/shared/format';
import { useStartOperation } from '@/shared/transactions';
import {
  Button,
  ButtonLink,
  Card,
  Empty,
  Failure,
  Muted,
  Notice,
  PageHead,
  SelectField,
  Skeleton,
  Stack,
  TextField,
} from '@/shared/ui';
import { ConnectButton } from '@/shared/wallets';
import { ActionFields } from './ActionFields';
import { actionSoFar, CHOICES, proposalSchema, emptyProposal, type ProposalInput } from './proposalSchema';
import { useGovernanceState, useGrantNames, useActionSubjects, useVoteHoldings } from './queries';
import styles from './votes.module.css';
import { actionTitle, effectText, REASON_LABELS } from './labels';

/** A form for a proposal in the plan that the path names. */
export function ProposePage() {
  return <PlanOfPath>{({ plan }) => <Page plan={plan} />}</PlanOfPath>;
}

function Page({ plan }: { plan: Plan }) {
  return (
    <Stack>
      <PageHead
        title="Open a proposal"
        lede={<Link to={`/plan/${plan.address.toBase58()}/votes`}>All proposals of this plan</Link>}
      />
      <Gate plan={plan} />
    </Stack>
  );
}

function Gate({ plan }: { plan: Plan }) {
  const { publicKey } = useWallet();
  const governanceState = useGovernanceState(plan.address);
  const holdings = useVoteHoldings(plan.address, publicKey);
  if (publicKey === null) {
    return (
      <Empty title="No wallet is connected" action={<ConnectButton />}>
        A proposal is opened with a grant or a deposit. Connect the wallet that has it.
      </Empty>
    );
  }
  const error = governanceState.error ?? holdings.error;
  if (error !== null) {
    return (
      <Failure
        failure={describeError(error)}
        onRetry={() => void Promise.all([governanceState.refetch(), holdings.refetch()])}
      />
    );
  }
  if (governanceState.data === undefined || holdings.data === undefined)
    return <Skeleton lines={8} label="Loading what you can propose with" />;
  if (governanceState.data === null) {
    return (
      <Empty title="This plan has no votes">
        Votes are given to a plan before its first grant or never, so nothing can be proposed.
      </Empty>
    );
  }
  return (
    <Sources plan={plan} governance={governanceState.data.governance} holdings={holdings.data} proposer={publicKey} />
  );
}

interface SourcesProps {
  readonly plan: Plan;
  readonly governance: Governance;
  readonly proposer: PublicKey;
  readonly holdings: VoteHoldings;
}

function Sources({ plan, governance, holdings, proposer }: SourcesProps) {
  const now = useNow(60);
  const text = useTokenText();
  const sourcesFor = (action: ActionName) =>
    openingSources(plan, governance, action, holdings, now).filter(
      ({ no, weight }) => no === null && weight >= governance.proposalThreshold,
    );
  if (governance.actions.some((action) => sourcesFor(action).length > 0)) {
    return <Form plan={plan} governance={governance} proposer={proposer} sourcesFor={sourcesFor} />;
  }
  const none = holdings.grants.length + holdings.deposits.length === 0;
  return (
    <Empty
      title="This wallet can not open a proposal yet"
      action={<ButtonLink to={`/plan/${plan.address.toBase58()}/votes`}>To the rules</ButtonLink>}
    >
      It takes one grant of at least {text(governance.proposalThreshold, plan)} that is{' '}
      {duration(governance.minAgeSecs)} old, or a deposit where deposits have a vote.{' '}
      {none ? 'This wallet has none of this plan.' : 'None of yours is both.'}
    </Empty>
  );
}

interface FormProps {
  readonly plan: Plan;
  readonly governance: Governance;
  readonly proposer: PublicKey;
  /** What the proposer can open a proposal of an action with, the heaviest first. */
  readonly sourcesFor: (action: ActionName) => readonly VoteSource[];
}

function Form({ plan, governance, proposer, sourcesFor }: FormProps) {
  const { programId } = useChain();
  const operations = useOperationContext();
  const text = useTokenText();
  const start = useStartOperation();
  const amount = (baseUnits: bigint) => text(baseUnits, plan);
  const [file, setFile] = useState<HashedFile | null>(null);
  const [missing, setMissing] = useState(false);
  const { register, handleSubmit, control, formState, setValue } = useForm({
    resolver: zodResolver(proposalSchema(plan, programId)),
    defaultValues: emptyProposal('', governance.actions),
  });
  const values = useWatch({ control });
  const typed = { ...emptyProposal('', governance.actions), ...values };
  const sha256 = file?.sha256 ?? null;
  const sources = sourcesFor(typed.kind);
  // What was chosen may have no vote on another action.
  const source = sources.find(({ address }) => address.toBase58() === typed.source) ?? sources[0];
  const open = handleSubmit(({ action, reason, documentUri }) => {
    setMissing(sha256 === null);
    if (sha256 === null || source === undefined) return;
    const draft = {
      ...{ action, reason, documentUri, documentSha256: sha256 },
      ...{ source: source.address, with: `${source.kind} ${source.number}` },
      says: actionTitle(action, `grant ${typed.grant}`, amount),
    };
    start(openProposalOperation(operations, plan, proposer, draft));
  });
  return (
    <form noValidate className={styles.form} onSubmit={(event) => void open(event)}>
      <Card title="What is to be done">
        <ActionFields governance={governance} kind={typed.kind} register={register} errors={formState.errors} />
        <Preview plan={plan} typed={typed} />
      </Card>
      <Card title="Why">
        <SelectField label="Reason" {...register('reason')}>
          {CHOICES.reasons.map((reason) => (
            <option key={reason} value={reason}>
              {REASON_LABELS[reason]}
            </option>
          ))}
        </SelectField>
        <TextField
          label="Where others find the document with the reasons"
          hint="An address that stays, such as https://example.org/why.md"
          error={formState.errors.documentUri?.message}
          {...register('documentUri')}
        />
        <DocumentPick label="Document with the reasons" action="Choose the document …" onHashed={setFile} />
        {sha256 !== null && (
          <Muted>
            {file?.name} has the SHA-256 <code>{hex(sha256)}</code>. It goes on the chain, so that everybody can check
            the document.
          </Muted>
        )}
        {missing && sha256 === null && (
          <Notice tone="bad" urgent title="The document is missing">
            Choose the file that stands at that address: its hash goes on the chain.
          </Notice>
        )}
      </Card>
      <Card title="Open it">
        {source === undefined ? (
          <Notice tone="warn" title="You have nothing to open this with">
            It takes one grant of at least {amount(governance.proposalThreshold)} that is{' '}
            {duration(governance.minAgeSecs)} old. Deposits have no vote on it.
          </Notice>
        ) : (
          <SelectField
            label="With"
            hint="Opening takes nothing from it, and is no vote"
            value={source.address.toBase58()}
            onChange={({ target }) => setValue('source', target.value)}
          >
            {sources.map(({ kind, number, address, weight }) => (
              <option key={address.toBase58()} value={address.toBase58()}>
                {kind} {number.toString()}: {amount(weight)}
              </option>
            ))}
          </SelectField>
        )}
        <div>
          <Button type="submit" look="primary" disabled={source === undefined}>
            Open the proposal …
          </Button>
        </div>
      </Card>
    </form>
  );
}

function Preview({ plan, typed }: { plan: Plan; typed: ProposalInput }) {
  const now = useNow(30);
  const { programId } = useChain();
  const text = useTokenText();
  const amount = (baseUnits: bigint) => text(baseUnits, plan);
  const action = actionSoFar(typed, plan, programId);
  const { data } = useActionSubjects(plan, action);
  const nameOf = useGrantNames(action === null ? [] : [{ action }]);
  if (action === null || data === undefined) return null;
  const effect = actionEffect({ ...data, plan }, assignSeats(action, data.oracles), now);
  return (
    <Notice tone={effect.kind === 'fails' ? 'warn' : 'info'} title={`${actionTitle(action, nameOf(action), amount)}.`}>
      {effectText(effect, amount)}
    </Notice>
  );
}
