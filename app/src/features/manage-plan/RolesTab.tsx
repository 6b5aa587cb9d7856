/** Who holds which role, and handing them over. */
import { zodResolver } from '@hookform/resolvers/zod';
import { useWallet } from '@solana/wallet-adapter-react';
import type { PublicKey } from '@solana/web3.js';
import { acceptAuthorityOperation, offerAuthorityOperation, setRoleOperation } from '@tenure/operations';
import { announcedHolder, holderAt, type Plan, type Role } from '@tenure/sdk';
import { useState, type ReactNode } from 'react';
import { useForm } from 'react-hook-form';
import { z } from 'zod';
import { address, optionalAddress } from '@/entities/fields';
import { useOperationContext } from '@/entities/operations';
import { HOLDERS } from '@/entities/plan';
import { useNow } from '@/shared/chain';
import { SignedBy, useStartOperation } from '@/shared/transactions';
import { Address, Button, Card, Muted, Notice, Row, Stack, TextField, Time } from '@/shared/ui';
import fields from '@/shared/ui/fields.module.css';
import styles from './RolesTab.module.css';

const GIVEN = ['operator', 'payroll', 'guardian', 'accelerationAuthority'] as const;
/** They act on what others own, so that everybody sees a change before it counts. */
const ANNOUNCED: readonly Role[] = ['payroll', 'guardian'];

/** The roles, each with its holder. */
export function RolesTab({ plan }: { plan: Plan }) {
  const context = useOperationContext();
  const start = useStartOperation();
  const now = useNow(5);
  return (
    <Card title="Roles">
      <Authority plan={plan} />
      {GIVEN.map((role) => (
        <Held
          key={role}
          name={HOLDERS[role].name}
          may={HOLDERS[role].may}
          holder={holderAt(plan, role, now)}
          aside={<Announced plan={plan} role={role} now={now} />}
        >
          {(close) => (
            <KeyForm
              label={`New ${HOLDERS[role].name.toLowerCase()}`}
              hint={
                ANNOUNCED.includes(role)
                  ? 'Announced now, acts in 7 days. Leave it empty for nobody, which counts at once.'
                  : 'Leave it empty for nobody.'
              }
              optional
              verb="Hand over"
              onKey={(holder) => {
                close();
                start(setRoleOperation(context, plan, role, holder, now));
              }}
            />
          )}
        </Held>
      ))}
      <SignedBy signer={plan.authority} name="the authority" />
    </Card>
  );
}

/** A change that is announced, and calling it off. */
function Announced({ plan, role, now }: { plan: Plan; role: Role; now: number }) {
  const context = useOperationContext();
  const start = useStartOperation();
  const next = announcedHolder(plan, role, now);
  if (next === null) return null;
  const { name } = HOLDERS[role];
  // Naming who holds the role calls the change off; where nobody does, taking it away is the same.
  const callOff = () => start(setRoleOperation(context, plan, role, holderAt(plan, role, now), now));
  return (
    <Notice
      tone="warn"
      title={`Another ${name.toLowerCase()} is announced`}
      action={
        <Button size="small" onClick={callOff}>
          Call it off
        </Button>
      }
    >
      <Address address={next.holder} /> from <Time ts={next.fromTs} precise now={now} />.
    </Notice>
  );
}

function Authority({ plan }: { plan: Plan }) {
  const context = useOperationContext();
  const start = useStartOperation();
  const now = useNow(5);
  const { publicKey } = useWallet();
  const pendingAuthority = holderAt(plan, 'pendingAuthority', now);
  return (
    <Held name={HOLDERS.authority.name} may={HOLDERS.authority.may} holder={plan.authority}>
      {(close) =>
        pendingAuthority === null ? (
          <KeyForm
            label="Next authority"
            hint="It changes hands when the other side accepts, within 30 days, so a mistyped address loses nothing."
            verb="Offer"
            onKey={(key) => {
              close();
              start(offerAuthorityOperation(context, plan, key));
            }}
          />
        ) : (
          <Stack>
            <p>
              Offered to <Address address={pendingAuthority} />, which can accept until{' '}
              <Time ts={plan.pendingAuthorityUntilTs} precise now={now} />
            </p>
            <Row>
              <Button onClick={() => start(offerAuthorityOperation(context, plan, null))}>Take the offer back</Button>
              <Button
                look={publicKey?.equals(pendingAuthority) === true ? 'primary' : 'plain'}
                onClick={() => start(acceptAuthorityOperation(context, plan, pendingAuthority))}
              >
                Accept as the next authority
              </Button>
            </Row>
          </Stack>
        )
      }
    </Held>
  );
}

function Held({
  name,
  may,
  holder,
  aside,
  children,
}: {
  name: string;
  may: string;
  holder: PublicKey | null;
  aside?: ReactNode;
  children: (close: () => void) => ReactNode;
}) {
  const [open, setOpen] = useState(false);
  return (
    <div className={styles.role}>
      <div className={styles.roleHead}>
        <h3>{name}</h3>
        <Row>
          {holder === null ? <Muted>nobody</Muted> : <Address address={holder} />}
          <Button
            size="small"
            aria-expanded={open}
            aria-label={`Change the ${name.toLowerCase()}`}
            onClick={() => setOpen(!open)}
          >
            Change
          </Button>
        </Row>
      </div>
      <Muted>{may}</Muted>
      {aside}
      {open && children(() => setOpen(false))}
    </div>
  );
}

function KeyForm({
  label,
  hint,
  verb,
  optional = false,
  onKey,
}: {
  label: string;
  hint: string;
  verb: string;
  optional?: boolean;
  onKey: (key: PublicKey | null) => void;
}) {
  const { register, handleSubmit, formState } = useForm({
    resolver: zodResolver(z.object({ key: optional ? optionalAddress : address })),
    defaultValues: { key: '' },
  });
  return (
    <form noValidate className={fields.line} onSubmit={(event) => void handleSubmit(({ key }) => onKey(key))(event)}>
      <TextField label={label} hint={hint} error={formState.errors.key?.message} {...register('key')} />
      <Button type="submit">{verb}</Button>
    </form>
  );
}
