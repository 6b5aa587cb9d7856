import type { Plan } from '@tenure/sdk';
import { SelectField } from '@/shared/ui';
import type { IssuerRole } from './useIssuer';

interface Props {
  readonly plan: Plan;
  readonly value: IssuerRole;
  readonly onChoose: (role: IssuerRole) => void;
  readonly hint?: string;
  /** How the operator is offered. */
  readonly operator: string;
}

/** Asks which role issues; nothing where the plan has one alone. */
export function IssuerField({ plan, value, onChoose, hint, operator }: Props) {
  if (plan.operator === null || plan.operator.equals(plan.authority)) return null;
  return (
    <SelectField
      label="Issued by"
      hint={hint}
      value={value}
      onChange={({ target }) => onChoose(target.value === 'operator' ? 'operator' : 'authority')}
    >
      <option value="operator">{operator}</option>
      <option value="authority">Authority</option>
    </SelectField>
  );
}
