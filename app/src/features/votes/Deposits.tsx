/** What the connected wallet has deposited for voting. */
import { zodResolver } from '@hookform/resolvers/zod';
import { useWallet } from '@solana/wallet-adapter-react';
import type { PublicKey } from '@solana/web3.js';
import { AccountLayout } from '@solana/spl-token';
import { depositVotesOperation, withdrawVotesOperation } from '@tenure/operations';
import { AmountError, associatedAddress, parseAmount, type Deposit, type Governance, type Plan } from '@tenure/sdk';
import { useForm } from 'react-hook-form';
import { z } from 'zod';
import { depositText } from '@/entities/governance';
import { useOperationContext } from '@/entities/operations';
import { Amount } from '@/entities/token';
import { useChainQuery, useNow } from '@/shared/chain';
import { describeError } from '@/shared/errors/describeError';
import { exactTokens } from '@/shared/format';
import { useStartOperation } from '@/shared/transactions';
import { Button, Card, Failure, Muted, Skeleton, Table, TextField, Time } from '@/shared/ui';
import { ConnectButton } from '@/shared/wallets';
import { useVoteHoldings } from './queries';
import styles from './votes.module.css';

/** Deposits, and a form for another one. */
export function Deposits({ plan, governance }: { plan: Plan; governance: Governance }) {
  const { publicKey } = useWallet();
  return (
    <Card title="Your deposits">
      <Muted>
        Grants have a vote as they are. {depositText(governance)} Deposits stay yours: you can take them back while no
        vote that they were cast in runs. Deposited together: <Amount baseUnits={governance.deposited} token={plan} />.
      </Muted>
      {publicKey === null ? (
        <div>
          <ConnectButton look="plain" />
        </div>
      ) : (
        <Own plan={plan} governance={governance} owner={publicKey} />
      )}
    </Card>
  );
}

interface OwnProps {
  readonly plan: Plan;
  readonly governance: Governance;
  readonly owner: PublicKey;
}

function Own({ plan, governance, owner }: OwnProps) {
  const { data, error, refetch } = useVoteHoldings(plan.address, owner);
  if (data === undefined) {
    if (error !== null) return <Failure failure={describeError(error)} onRetry={() => void refetch()} />;
    return <Skeleton lines={3} label="Loading your deposits" />;
  }
  return (
    <>
      {data.deposits.length > 0 && <Made plan={plan} governance={governance} deposits={data.deposits} />}
      {governance.depositActions.length > 0 && <DepositForm plan={plan} governance={governance} owner={owner} />}
    </>
  );
}

function Made({ plan, governance, deposits }: { plan: Plan; governance: Governance; deposits: readonly Deposit[] }) {
  const now = useNow(5);
  const operations = useOperationContext();
  const start = useStartOperation();
  return (
    <Table
      caption="Each votes on proposals that open from its day on"
      columns={[{ name: 'Deposit' }, { name: 'Votes', number: true }, { name: 'Take back' }]}
      rows={deposits.map((deposit) => {
        const { depositId, amount, madeTs, lockedUntilTs, address } = deposit;
        return {
          key: address.toBase58(),
          cells: [
            <span key="deposit">
              {depositId.toString()}, from <Time ts={madeTs + governance.minAgeSecs} />
            </span>,
            <Amount key="votes" baseUnits={amount} token={plan} />,
            lockedUntilTs > now ? (
              <span key="locked">
                locked until <Time ts={lockedUntilTs} now={now} />
              </span>
            ) : (
              <Button
                key="back"
                size="small"
                aria-label={`Take back deposit ${depositId}`}
                onClick={() =>
                  start(withdrawVotesOperation(operations, { plan, governance }, deposit.owner, [deposit]))
                }
              >
                Take back
              </Button>
            ),
          ],
        };
      })}
    />
  );
}

function useBalance(plan: Plan, owner: PublicKey) {
  return useChainQuery(['balance', plan.mint.toBase58(), owner.toBase58()], async ({ reader }) => {
    const account = await reader.getAccountInfo(associatedAddress(owner, plan.mint, plan.tokenProgram));
    if (account === null || account.data.length < AccountLayout.span) return 0n;
    return AccountLayout.decode(account.data.subarray(0, AccountLayout.span)).amount;
  });
}

/** An amount in tokens that the wallet has. */
function amountSchema({ decimals }: Plan, balance: bigint) {
  return z.object({
    amount: z
      .string()
      .trim()
      .transform((text, context) => {
        const refuse = (message: string) => {
          context.addIssue({ code: 'custom', message });
          return z.NEVER;
        };
        try {
          const value = parseAmount(text.replaceAll(',', ''), decimals);
          if (value === 0n) return refuse('Give an amount above zero.');
          if (value > balance)
            return refuse(`Your wallet has ${exactTokens(balance, decimals)}: deposit at most that.`);
          return value;
        } catch (failure) {
          if (failure instanceof AmountError) return refuse(`${failure.message}. ${failure.remedy}`);
          throw failure;
        }
      }),
  });
}

function DepositForm({ plan, governance, owner }: OwnProps) {
  const operations = useOperationContext();
  const start = useStartOperation();
  const { data: balance = 0n } = useBalance(plan, owner);
  const { register, handleSubmit, formState } = useForm({
    resolver: zodResolver(amountSchema(plan, balance)),
    defaultValues: { amount: '' },
  });
  return (
    <form
      noValidate
      className={styles.inline}
      onSubmit={(event) =>
        void handleSubmit(({ amount }) =>
          start(depositVotesOperation(operations, { plan, governance }, owner, { amount })),
        )(event)
      }
    >
      <TextField
        label="Deposit tokens"
        hint={`Your wallet has ${operations.format.tokens(balance, plan)}`}
        inputMode="decimal"
        error={formState.errors.amount?.message}
        {...register('amount')}
      />
      <Button type="submit">Deposit …</Button>
    </form>
  );
}
