import { useWallet } from '@solana/wallet-adapter-react';
import { ButtonLink, Card, Columns, Row, Stack } from '@/shared/ui';
import { ConnectButton } from '@/shared/wallets';
import styles from './Home.module.css';

/** What this is, and where to begin. */
export function Home() {
  const { publicKey } = useWallet();
  return (
    <Stack>
      <div className={styles.hero}>
        <h1>Tokens that you earn over time, and that nobody can take back</h1>
        <p>
          Tenure locks tokens on Solana for the people who work for them. They vest by a schedule, by results that
          oracles attest, or early when the members vote for it. What has vested stays yours.
        </p>
        <Row>
          {publicKey === null ? (
            <ConnectButton />
          ) : (
            <ButtonLink to="/grants" look="primary">
              Your grants
            </ButtonLink>
          )}
          <ButtonLink to="/plans">Look at a plan</ButtonLink>
        </Row>
      </div>
      <Columns>
        <Card title="Always funded">
          <p>Every token that is owed lies in the plan&rsquo;s vault from the day a grant is issued.</p>
        </Card>
        <Card title="Said in advance">
          <p>Who may end or pause a grant, with what notice and for how long, is fixed when a plan is made.</p>
        </Card>
        <Card title="Read from the chain">
          <p>This page keeps nothing: all it shows, it reads from Solana while you look, and it asks nobody else.</p>
        </Card>
      </Columns>
    </Stack>
  );
}
