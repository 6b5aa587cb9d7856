/** Creating a plan: the form, then everything it promises, then the signature. */
import { zodResolver } from '@hookform/resolvers/zod';
import { useWallet } from '@solana/wallet-adapter-react';
import type { PublicKey } from '@solana/web3.js';
import { planAddress, type MintFacts } from '@tenure/sdk';
import { useEffect, useState } from 'react';
import { useForm, useWatch } from 'react-hook-form';
import { usePlansRunBy } from '@/entities/plan';
import { useMint } from '@/entities/token';
import { addressIn } from '@/entities/wallet';
import { useChain } from '@/shared/chain';
import { describeError } from '@/shared/errors/describeError';
import { Button, Notice, PageHead, Row, Skeleton, Stack } from '@/shared/ui';
import { CapsSection, PolicySection } from './PolicySection';
import { PlanReview } from './PlanReview';
import { RolesSection } from './RolesSection';
import { emptyPlan, planSchema, policySoFar, warnedSoFar, type PlanDraft, type PlanInput } from './planSchema';
import { TermsSection, UnlockSection } from './TermsSection';
import { TokenSection } from './TokenSection';

/** A form that begins with the next free number of the connected wallet. */
export function NewPlanPage() {
  const { publicKey } = useWallet();
  return publicKey === null ? <Form first={emptyPlan('', 1n)} /> : <OfWallet wallet={publicKey} />;
}

function OfWallet({ wallet }: { wallet: PublicKey }) {
  const { data, isError } = usePlansRunBy(wallet);
  if (data === undefined && !isError) return <Skeleton lines={8} label="Looking for your plans" />;
  const mine = (data ?? []).flatMap(({ plan }) => (plan.creator.equals(wallet) ? [plan.planId] : []));
  const next = mine.reduce((most, id) => (id >= most ? id + 1n : most), 1n);
  return <Form key={wallet.toBase58()} first={emptyPlan(wallet.toBase58(), next)} />;
}

interface Reviewed {
  readonly draft: PlanDraft;
  readonly mint: MintFacts;
}

function Form({ first: given }: { first: PlanInput }) {
  // What is read of the wallet's plans later doesn't change what somebody is typing.
  const [first] = useState(given);
  const { reader, programId } = useChain();
  const [reviewed, setReviewed] = useState<Reviewed | null>(null);
  const [mintAt, setMintAt] = useState<PublicKey | undefined>();
  const found = useMint(mintAt);
  const mint = mintAt === undefined ? undefined : found.data;
  const form = useForm<PlanInput, unknown, PlanDraft>({
    resolver: zodResolver(planSchema(mint)),
    defaultValues: first,
  });
  const { trigger } = form;
  const { isSubmitted } = form.formState;
  // What was said of the token's address counts anew once the token is found.
  useEffect(() => {
    if (isSubmitted) void trigger();
  }, [isSubmitted, mint, trigger]);
  const values = useWatch({ control: form.control, compute: (all: PlanInput) => all });
  const policy = policySoFar(values);
  const warned = warnedSoFar(values);
  const review = async (draft: PlanDraft) => {
    if (mint === undefined) return;
    const taken = await reader.getAccountInfo(planAddress(draft.creator, draft.planId, programId));
    if (taken === null) setReviewed({ draft, mint });
    else
      form.setError(
        'planId',
        { message: 'A plan with this number exists already: give another one.' },
        { shouldFocus: true },
      );
  };
  if (reviewed !== null) return <PlanReview {...reviewed} onBack={() => setReviewed(null)} />;
  const wrong = isSubmitted && !form.formState.isValid;
  return (
    <Stack>
      <PageHead
        title="Create a plan"
        lede="Everything below is fixed for good once the plan exists, except who holds the roles. Beside each field stands what the people you pay will read."
      />
      <form noValidate onSubmit={(event) => void form.handleSubmit(review)(event)}>
        <Stack>
          <TokenSection
            form={form}
            mint={mint}
            failure={mintAt !== undefined && found.error !== null ? describeError(found.error) : undefined}
            onMint={(text) => setMintAt(addressIn(text))}
          />
          <CapsSection form={form} warned={warned} />
          <PolicySection form={form} policy={policy} warned={warned} />
          <UnlockSection form={form} policy={policy} />
          <RolesSection form={form} />
          <TermsSection form={form} />
          {wrong && (
            <Notice tone="bad" urgent title="Something is not right yet">
              The fields in question say above what to change.
            </Notice>
          )}
          <Row>
            <Button look="primary" type="submit">
              Review the plan
            </Button>
          </Row>
        </Stack>
      </form>
    </Stack>
  );
}
