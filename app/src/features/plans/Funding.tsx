/** That everything owed is there, with the numbers, so that anybody can check it. */
import type { FundedPlan } from '@/entities/plan';
import { Amount } from '@/entities/token';
import { useChain } from '@/shared/chain';
import { fraction, portion } from '@/shared/format';
import { Address, Badge, Card, Facts, Icon, Muted, Notice, Row, ShareBar } from '@/shared/ui';

/** Compares the vault with what is owed; read again whenever one of the two accounts changes. */
export function Funding({ funded: { plan, vaultAmount, surplus } }: { funded: FundedPlan }) {
  const owed = plan.reserved + plan.withheld;
  const holds = vaultAmount >= owed;
  const whole = vaultAmount > owed ? vaultAmount : owed;
  return (
    <Card title="Is it funded?" aside={<Badge tone="info">Live from the chain</Badge>}>
      <Notice
        tone={holds ? 'good' : 'bad'}
        title={holds ? 'Every token that is owed is in the vault' : 'The vault does not cover what is owed'}
      >
        The vault holds <Amount baseUnits={vaultAmount} token={plan} />, and <Amount baseUnits={owed} token={plan} />{' '}
        {holds ? 'are owed.' : 'are owed. That must never happen: report it.'}
      </Notice>
      <ShareBar
        outer={fraction(vaultAmount, whole)}
        inner={fraction(owed, whole)}
        label={`${portion(owed, vaultAmount)} of the vault is owed`}
      />
      <Facts
        facts={[
          { name: 'In the vault', value: <Amount baseUnits={vaultAmount} token={plan} />, strong: true },
          { name: 'Reserved for grants and milestones', value: <Amount baseUnits={plan.reserved} token={plan} /> },
          { name: 'Withheld, waiting for payroll', value: <Amount baseUnits={plan.withheld} token={plan} /> },
          { name: 'Owed to nobody', value: <Amount baseUnits={surplus} token={plan} /> },
        ]}
      />
      <Muted>
        Check it yourself: ask any server of this cluster for these two accounts. The amount of the vault must be at
        least the plan&rsquo;s <code>reserved</code> and <code>withheld</code> together.
      </Muted>
      <Row>
        <AccountLink name="Vault" address={plan.vault.toBase58()} />
        <AccountLink name="Plan" address={plan.address.toBase58()} />
      </Row>
    </Card>
  );
}

/** An account, with a link to the explorer that the host names. */
function AccountLink({ name, address }: { name: string; address: string }) {
  const { explorer } = useChain().cluster;
  return (
    <span>
      <Address name={name} address={address} />
      {explorer !== undefined && (
        <a
          href={explorer.replace('{kind}', 'address').replace('{id}', address)}
          target="_blank"
          rel="noopener noreferrer"
          aria-label={`${name} in the explorer`}
        >
          <Icon name="external" size={14} />
        </a>
      )}
    </span>
  );
}
