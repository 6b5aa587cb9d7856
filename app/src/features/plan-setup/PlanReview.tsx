/** Everything that a plan promises, before anything is signed; afterwards the way to its dashboard. */
import { createPlanOperation } from '@tenure/operations';
import { planAddress, policyWarnings, type MintFacts } from '@tenure/sdk';
import { useEffect } from 'react';
import { useOperationContext } from '@/entities/operations';
import { HOLDERS, PromiseList, promisesOf } from '@/entities/plan';
import { useTokenText } from '@/entities/token';
import { useChain, useChainQuery } from '@/shared/chain';
import { useStartOperation } from '@/shared/transactions';
import {
  Address,
  Button,
  ButtonLink,
  Card,
  Columns,
  DocumentLink,
  Facts,
  Notice,
  PageHead,
  Row,
  Stack,
} from '@/shared/ui';
import forms from '@/shared/ui/fields.module.css';
import { createPlanInput } from './createPlanInput';
import { Warnings } from './FormSection';
import { policyOf, warnedPolicyOf, type PlanDraft } from './planSchema';

const GIVEN = ['operator', 'payroll', 'guardian', 'accelerationAuthority'] as const;

interface Props {
  readonly draft: PlanDraft;
  readonly mint: MintFacts;
  readonly onBack: () => void;
}

/** The last look at a plan. */
export function PlanReview({ draft, mint, onBack }: Props) {
  const chain = useChain();
  const context = useOperationContext();
  const start = useStartOperation();
  const text = useTokenText();
  const address = planAddress(draft.creator, draft.planId, chain.programId);
  const { data: exists } = useChainQuery(
    ['plan-exists', address.toBase58()],
    async ({ reader }) => (await reader.getAccountInfo(address)) !== null,
  );
  // It takes the place of the form, so it is read from its beginning.
  useEffect(() => {
    scrollTo(0, 0);
    document.getElementById('content')?.focus({ preventScroll: true });
  }, []);
  const token = { mint: draft.mint, decimals: mint.decimals };
  return (
    <Stack>
      <PageHead
        title={`Plan ${draft.planId}, as it would be`}
        lede="Read it as somebody who is paid by it. None of it can be changed afterwards, except who holds the roles."
      />
      {exists === true && (
        <Notice
          tone="good"
          urgent
          title={`Plan ${draft.planId} exists`}
          action={
            <ButtonLink look="primary" to={`/admin/${address.toBase58()}`}>
              Go to its desk
            </ButtonLink>
          }
        >
          Its address is {address.toBase58()}.
        </Notice>
      )}
      <Warnings warnings={policyWarnings(warnedPolicyOf(draft)).map(({ says }) => says)} />
      <Columns>
        <Card title="What it promises">
          <PromiseList promises={promisesOf(policyOf(draft))} />
        </Card>
        <Stack>
          <Card title="How much">
            <Facts
              facts={[
                { name: 'Token', value: <Address address={draft.mint} /> },
                { name: 'Can grant at most', value: text(draft.issueCap, token) },
                { name: 'Operator in 24 hours', value: text(draft.operatorCap ?? draft.issueCap, token) },
                { name: 'Funded with', value: text(draft.funding ?? 0n, token), strong: true },
              ]}
            />
          </Card>
          <Card title="Who may do what">
            <Facts
              facts={[
                { name: 'Created by', value: <Address address={draft.creator} /> },
                { name: HOLDERS.authority.name, value: <Address address={draft.authority} /> },
                ...GIVEN.map((role) => {
                  const holder = draft[role];
                  return {
                    name: HOLDERS[role].name,
                    value: holder === null ? 'nobody' : <Address address={holder} />,
                  };
                }),
                { name: 'Gets the rent back', value: <Address address={draft.rentRecipient} /> },
              ]}
            />
          </Card>
          <Card title="Terms">
            <Facts
              facts={[
                { name: 'Said to be at', value: <DocumentLink uri={draft.termsUri} /> },
                { name: 'SHA-256', value: <code className={forms.hash}>{draft.termsSha256}</code> },
              ]}
            />
          </Card>
        </Stack>
      </Columns>
      {exists !== true && (
        <Row>
          <Button onClick={onBack}>Change something</Button>
          <Button look="primary" onClick={() => start(createPlanOperation(context, createPlanInput(draft, mint)))}>
            Create the plan
          </Button>
        </Row>
      )}
    </Stack>
  );
}
