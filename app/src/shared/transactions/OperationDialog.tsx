/** The one dialog that every operation goes through: what it does, then the wallet, then how it ended. */
import { useEffect, type ReactNode } from 'react';
import { useChain, useNetworkProblem } from '@/shared/chain';
import { sol } from '@/shared/format';
import {
  Busy,
  Button,
  CopyButton,
  Dialog,
  DialogActions,
  Facts,
  Failure,
  Field,
  Muted,
  Notice,
  type Fact,
} from '@/shared/ui';
import { ConnectButton } from '@/shared/wallets';
import type { Operation } from '@tenure/operations';
import {
  labelOf,
  useOperationFlow,
  type OperationPreview,
  type OperationResult,
  type OperationStage,
} from './useOperationFlow';
import { outcomeMessage } from './outcomeMessage';
import { TransactionLink } from './TransactionLink';

/** Everything that the review shows: the exact effect, and what it costs. */
function factsOf({ effects, cost }: OperationPreview): Fact[] {
  const facts: Fact[] = effects.map(({ label, value, strong }) => ({ name: label, value, strong }));
  facts.push({ name: 'Network fee', value: sol(cost.fee) });
  if (cost.rent > 0n) facts.push({ name: 'Rent of new accounts', value: sol(cost.rent) });
  if (cost.rent < 0n) facts.push({ name: 'Rent that comes back', value: sol(-cost.rent) });
  return facts;
}

function LeftOut({ bad }: { bad: OperationPreview['bad'] }) {
  return bad.map(({ label, error }) => (
    <Notice key={label} tone="bad" title={`${label}: ${error.name}`}>
      {error.message}. {error.remedy}
    </Notice>
  ));
}

function Review({
  operation,
  preview,
  rejected,
}: {
  operation: Operation;
  preview: OperationPreview;
  rejected: boolean;
}) {
  const { good, bad } = preview;
  const { cluster } = useChain();
  return (
    <>
      {rejected && (
        <Notice tone="warn" urgent title="You did not sign">
          Nothing was sent and nothing was changed. Sign again, or close this.
        </Notice>
      )}
      <LeftOut bad={bad} />
      {good.length > 0 && <Facts facts={factsOf(preview)} />}
      {good.length > 1 && (
        <Muted>
          {good.length} transactions, which your wallet shows together. If one does not get through, the others still
          count.
        </Muted>
      )}
      {good.length > 0 && cluster.name === 'localnet' && (
        <Muted>This is a local chain. Set your wallet&rsquo;s network to Localnet before you sign.</Muted>
      )}
      {good.length > 0 && <Muted>{operation.again}</Muted>}
    </>
  );
}

function Exported({
  preview,
  transactions,
  signer,
}: {
  preview: OperationPreview;
  transactions: readonly string[];
  signer: string;
}) {
  return (
    <>
      <Notice title="Another key signs this">
        This wallet is not <code>{signer}</code>, which has to sign. Import the unsigned transaction
        {transactions.length > 1 ? 's' : ''} below where that key is, such as a Squads multisig: each runs once, within
        7 days.
      </Notice>
      <LeftOut bad={preview.bad} />
      {preview.good.length > 0 && <Facts facts={factsOf(preview)} />}
      {transactions.map((text, index) => (
        <Field
          key={text}
          label={
            <>
              Transaction {index + 1} of {transactions.length}, base58
              <CopyButton text={text} label={`Copy transaction ${index + 1}`} />
            </>
          }
        >
          {(control) => <textarea {...control} readOnly rows={4} value={text} />}
        </Field>
      ))}
    </>
  );
}

function Outcomes({ results }: { results: readonly OperationResult[] }) {
  const words = {
    confirmed: 'done',
    failed: 'failed',
    expired: 'expired',
    unknown: 'end unknown',
    unsigned: 'not signed',
  };
  return (
    <ul>
      {results.map(({ transaction, signed, outcome }) => (
        <li key={signed?.signature ?? labelOf(transaction)}>
          {labelOf(transaction)}: {words[outcome.kind]}{' '}
          {signed !== null && <TransactionLink signature={signed.signature} />}
        </li>
      ))}
    </ul>
  );
}

const CLOSABLE = {
  preparing: true,
  unprepared: true,
  nothing: true,
  review: true,
  exported: true,
  signing: true,
  sending: false,
  ended: true,
} satisfies Record<OperationStage['kind'], boolean>;

/** Asks before a tab is closed in which something is on its way. */
function useStayWhile(sending: boolean): void {
  useEffect(() => {
    if (!sending) return undefined;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [sending]);
}

/** Takes one operation from its preview to its end. */
export function OperationDialog({ operation, onClose }: { operation: Operation; onClose: () => void }) {
  const { stage, signer, begin, sign, lookAgain, leave } = useOperationFlow(operation);
  useStayWhile(stage.kind === 'sending');
  useEffect(() => void begin(), [begin]);
  const close = () => {
    leave();
    onClose();
  };
  return (
    <Dialog title={operation.title} onClose={close} closable={CLOSABLE[stage.kind]}>
      {signer === null ? (
        <Notice title="No wallet is connected" action={<ConnectButton />}>
          Connect the wallet that is to sign.
        </Notice>
      ) : (
        <StageView
          operation={operation}
          stage={stage}
          signer={signer.toBase58()}
          onSign={(preview) => void sign(preview)}
          onAgain={() => void begin()}
          onLook={() => void lookAgain()}
          onClose={close}
        />
      )}
    </Dialog>
  );
}

interface StageProps {
  readonly operation: Operation;
  readonly stage: OperationStage;
  readonly signer: string;
  readonly onSign: (preview: OperationPreview) => void;
  readonly onAgain: () => void;
  readonly onLook: () => void;
  readonly onClose: () => void;
}

function StageView({ operation, stage, signer, onSign, onAgain, onLook, onClose }: StageProps) {
  const problem = useNetworkProblem();
  const closing = <Button onClick={onClose}>Close</Button>;
  switch (stage.kind) {
    case 'preparing':
      return <Busy>Simulating what this would do …</Busy>;
    case 'unprepared':
      return <Failure failure={stage.error} onRetry={onAgain} />;
    case 'nothing':
      return <End actions={closing}>There is nothing left to do: it has been done meanwhile.</End>;
    case 'exported':
      return <Exported preview={stage.preview} transactions={stage.transactions} signer={signer} />;
    case 'review':
      return (
        <>
          <Review operation={operation} preview={stage.preview} rejected={stage.rejected} />
          <DialogActions>
            <Button onClick={onClose}>Cancel</Button>
            {stage.preview.good.length > 0 && (
              <Button look="primary" disabled={problem !== null} onClick={() => onSign(stage.preview)}>
                {stage.rejected ? 'Sign again' : 'Sign in wallet'}
              </Button>
            )}
          </DialogActions>
        </>
      );
    case 'signing':
      return (
        <>
          <Facts facts={factsOf(stage.preview)} />
          <Busy>Waiting for your wallet: approve there, or reject. Nothing is sent before that.</Busy>
        </>
      );
    case 'sending':
      return <Sending {...stage} />;
    case 'ended': {
      const { tone, title, text, next } = outcomeMessage(operation, stage.results);
      const more = next === 'look' ? (['Look again', onLook] as const) : (['Try again', onAgain] as const);
      return (
        <>
          <Notice tone={tone} urgent title={title}>
            {text}
          </Notice>
          <Outcomes results={stage.results} />
          <DialogActions>
            {closing}
            {next !== null && (
              <Button look="primary" onClick={more[1]}>
                {more[0]}
              </Button>
            )}
          </DialogActions>
        </>
      );
    }
  }
}

function End({ actions, children }: { actions: ReactNode; children: ReactNode }) {
  return (
    <>
      <Notice>{children}</Notice>
      <DialogActions>{actions}</DialogActions>
    </>
  );
}

function Sending({ done, total, answering }: { done: number; total: number; answering: boolean }) {
  return (
    <>
      <Busy>Signed and sent{total > 1 ? `: ${done} of ${total} confirmed` : ', waiting for a block'} …</Busy>
      {!answering && (
        <Notice tone="warn" urgent title="The RPC server does not answer">
          Still trying. Keep this page open: the signed transaction is sent again as soon as it does, and the same
          transaction can not happen twice.
        </Notice>
      )}
    </>
  );
}
