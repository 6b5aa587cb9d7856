/** What the sections of the form share. */
import type { ReactNode } from 'react';
import type { UseFormReturn } from 'react-hook-form';
import { promisesOf, type PlanPolicy } from '@/entities/plan';
import { Card, Notice } from '@/shared/ui';
import forms from '@/shared/ui/fields.module.css';
import styles from './FormSection.module.css';
import type { PlanDraft, PlanInput } from './planSchema';

/** The form that every section writes into. */
export type PlanForm = UseFormReturn<PlanInput, unknown, PlanDraft>;

/** Fields, and beside them what they mean for the people paid. */
export function FormSection({ title, meaning, children }: { title: string; meaning?: ReactNode; children: ReactNode }) {
  return (
    <Card title={title}>
      <div className={meaning === undefined ? forms.fields : styles.section}>
        <div className={forms.fields}>{children}</div>
        {meaning !== undefined && (
          <aside className={styles.meaning} aria-label={`${title}: what it means for the people you pay`}>
            <h3>What it means for the people you pay</h3>
            {meaning}
          </aside>
        )}
      </div>
    </Card>
  );
}

/** The promises about some things, in the words that the people paid will read. */
export function PromisesAbout({ policy, about }: { policy: PlanPolicy; about: readonly string[] }) {
  const said = promisesOf(policy).filter((promise) => about.includes(promise.about));
  return said.map(({ about: what, text }) => (
    <p key={what + text}>
      <strong>{what}.</strong> {text}
    </p>
  ));
}

/** Warnings about terms, beside their fields; nothing where there are none. */
export function Warnings({ warnings }: { warnings: readonly string[] }) {
  return warnings.map((warning) => (
    <Notice key={warning} tone="bad" title="This protects little">
      {warning}
    </Notice>
  ));
}
