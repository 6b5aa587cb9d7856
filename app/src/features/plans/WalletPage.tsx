/** What a wallet was granted, for whoever has its address. */
import type { PublicKey } from '@solana/web3.js';
import { vestedAt } from '@tenure/sdk';
import { Link, useParams } from 'react-router';
import { grantStatusLabel, useHoldings } from '@/entities/grant';
import { Amount, useSymbol } from '@/entities/token';
import { addressIn } from '@/entities/wallet';
import { useNow } from '@/shared/chain';
import { describeError } from '@/shared/errors/describeError';
import { Address, Badge, ButtonLink, Card, Empty, Failure, PageHead, Skeleton, Stack, Table } from '@/shared/ui';

/** The wallet that the path names. */
export function WalletPage() {
  const address = addressIn(useParams().address);
  if (address === undefined) {
    return (
      <>
        <PageHead title="Wallet" />
        <Empty title="This is no address">Check the link: a wallet has a base58 address.</Empty>
      </>
    );
  }
  return (
    <Stack>
      <PageHead title="Grants of a wallet" lede={<Address name="Wallet" address={address} />} />
      <Granted wallet={address} />
    </Stack>
  );
}

function Granted({ wallet }: { wallet: PublicKey }) {
  const now = useNow(30);
  const symbol = useSymbol();
  const { data, error, refetch } = useHoldings(wallet);
  if (data === undefined) {
    if (error !== null) return <Failure failure={describeError(error)} onRetry={() => void refetch()} />;
    return <Skeleton lines={6} label="Loading the grants" />;
  }
  if (data.length === 0) {
    return (
      <Empty title="Nothing was granted to this address" action={<ButtonLink to="/plans">Look at another</ButtonLink>}>
        No live grant on this cluster pays it. Check the address and the cluster.
      </Empty>
    );
  }
  return (
    <Card>
      <Table
        caption="Live grants of all plans"
        columns={[
          { name: 'Grant' },
          { name: 'Plan' },
          { name: 'Granted', number: true },
          { name: 'Vested', number: true },
          { name: 'Claimed', number: true },
          { name: 'Stands' },
        ]}
        rows={data.map(({ plan, grant }) => {
          const { label, tone } = grantStatusLabel(plan, grant, now);
          return {
            key: grant.address.toBase58(),
            cells: [
              <Link key="grant" to={`/grants/${grant.address.toBase58()}`}>
                {grant.grantId.toString()}
              </Link>,
              <Link key="plan" to={`/plan/${plan.address.toBase58()}`}>
                Plan {plan.planId.toString()} in {symbol(plan.mint)}
              </Link>,
              <Amount key="granted" baseUnits={grant.total} token={plan} />,
              <Amount key="vested" baseUnits={vestedAt(plan, grant, now)} token={plan} />,
              <Amount key="claimed" baseUnits={grant.claimed} token={plan} />,
              <Badge key="stands" tone={tone}>
                {label}
              </Badge>,
            ],
          };
        })}
      />
    </Card>
  );
}
