/** Funding, withdrawing, collecting what was withheld. */
import { zodResolver } from '@hookform/resolvers/zod';
import { useWallet } from '@solana/wallet-adapter-react';
import { collectWithheldOperation, fundPlanOperation, withdrawSurplusOperation } from '@tenure/operations';
import { associatedAddress, payrollAt, type Plan } from '@tenure/sdk';
import type { ReactNode } from 'react';
import { useForm } from 'react-hook-form';
import { z } from 'zod';
import { tokens } from '@/entities/fields';
import { useOperationContext } from '@/entities/operations';
import type { FundedPlan } from '@/entities/plan';
import { Amount, useTokenText } from '@/entities/token';
import { useChainQuery, useNow } from '@/shared/chain';
import { SignedBy, useStartOperation } from '@/shared/transactions';
import { Address, Button, Card, Columns, Facts, Muted, TextField } from '@/shared/ui';
import styles from '@/shared/ui/fields.module.css';

/** Everything about the vault. */
export function MoneyTab({ funded }: { funded: FundedPlan }) {
  return (
    <Columns>
      <Fund funded={funded} />
      <Withdraw funded={funded} />
      <Collect plan={funded.plan} />
    </Columns>
  );
}

function AmountForm({
  plan,
  most,
  verb,
  children,
  onAmount,
}: {
  plan: Plan;
  /** The most that makes sense, base units; undefined where nothing bounds it. */
  most: bigint | undefined;
  verb: string;
  children?: ReactNode;
  onAmount: (baseUnits: bigint) => void;
}) {
  const text = useTokenText();
  const amount = tokens(plan.decimals).refine(
    (value) => most === undefined || value <= most,
    `Give at most ${most === undefined ? '' : text(most, plan)}.`,
  );
  const { register, handleSubmit, formState } = useForm({
    resolver: zodResolver(z.object({ amount })),
    defaultValues: { amount: '' },
  });
  return (
    <form noValidate onSubmit={(event) => void handleSubmit((typed) => onAmount(typed.amount))(event)}>
      <div className={styles.line}>
        <TextField
          label={`${verb}, tokens`}
          inputMode="decimal"
          error={formState.errors.amount?.message}
          {...register('amount')}
        />
        <Button type="submit">{verb}</Button>
      </div>
      {children}
    </form>
  );
}

function Fund({ funded: { plan } }: { funded: FundedPlan }) {
  const context = useOperationContext();
  const start = useStartOperation();
  const { publicKey } = useWallet();
  const { data: balance } = useChainQuery(
    ['balance', publicKey?.toBase58() ?? '', plan.mint.toBase58()],
    async ({ connection }) => {
      if (publicKey === null) return 0n;
      const at = associatedAddress(publicKey, plan.mint, plan.tokenProgram);
      if ((await connection.getAccountInfo(at)) === null) return 0n;
      return BigInt((await connection.getTokenAccountBalance(at)).value.amount);
    },
    { enabled: publicKey !== null },
  );
  const funder = publicKey ?? plan.authority;
  return (
    <Card title="Fund">
      <Facts
        facts={[
          {
            name: 'Vault',
            value: <Address address={plan.vault} />,
          },
          ...(balance === undefined
            ? []
            : [{ name: 'In your wallet', value: <Amount baseUnits={balance} token={plan} /> }]),
        ]}
      />
      <AmountForm
        plan={plan}
        most={balance}
        verb="Fund"
        onAmount={(amount) => start(fundPlanOperation(context, plan, { funder, amount }))}
      />
      <Muted>Anybody may fund a plan. A plain transfer to the vault does the same.</Muted>
    </Card>
  );
}

function Withdraw({ funded: { plan, surplus } }: { funded: FundedPlan }) {
  const context = useOperationContext();
  const start = useStartOperation();
  return (
    <Card title="Withdraw">
      <Facts facts={[{ name: 'Owed to nobody', value: <Amount baseUnits={surplus} token={plan} />, strong: true }]} />
      {surplus > 0n && (
        <AmountForm
          plan={plan}
          most={surplus}
          verb="Withdraw"
          onAmount={(amount) => start(withdrawSurplusOperation(context, plan, { amount }))}
        />
      )}
      <Muted>Only what is owed to nobody can leave, and only to the authority.</Muted>
      <SignedBy signer={plan.authority} name="the authority" />
    </Card>
  );
}

function Collect({ plan }: { plan: Plan }) {
  const context = useOperationContext();
  const start = useStartOperation();
  const { withheld } = plan;
  const payroll = payrollAt(plan, useNow(5));
  return (
    <Card title="Withheld for payroll">
      <Facts
        facts={[
          {
            name: 'Waits to be collected',
            value: <Amount baseUnits={withheld} token={plan} />,
            strong: true,
          },
        ]}
      />
      {payroll === null ? (
        <Muted>Nobody is payroll. The authority can give the role to somebody under Roles.</Muted>
      ) : (
        <>
          <Button
            disabled={withheld === 0n}
            onClick={() => start(collectWithheldOperation(context, plan, { payroll, amount: withheld }))}
          >
            Collect all of it
          </Button>
          <SignedBy signer={payroll} name="payroll" />
        </>
      )}
    </Card>
  );
}
