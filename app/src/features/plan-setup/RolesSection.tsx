/** Who may do what in the plan. */
import { HOLDERS } from '@/entities/plan';
import { TextField } from '@/shared/ui';
import { FormSection, type PlanForm } from './FormSection';

const ROLES = ['authority', 'operator', 'payroll', 'guardian', 'accelerationAuthority'] as const;
const OPTIONAL = 'Leave it empty for nobody.';

/** The roles, each with what it may do. */
export function RolesSection({ form: { register, formState } }: { form: PlanForm }) {
  const { errors } = formState;
  return (
    <FormSection
      title="Who may do what"
      meaning={
        <>
          <p>No role can take what somebody has vested, or stop claims for more than 72 hours in any 7 days.</p>
          <p>
            The authority can give the roles to others later; a new payroll or guardian acts 7 days after it was
            announced. The authority itself is handed over in two steps.
          </p>
        </>
      }
    >
      <TextField
        label="Created by"
        hint="Signs and pays for the plan; part of its address. For a multisig write its vault’s address: you get a transaction to import there."
        error={errors.creator?.message}
        {...register('creator')}
      />
      {ROLES.map((role) => (
        <TextField
          key={role}
          label={HOLDERS[role].name}
          hint={`${HOLDERS[role].may} ${role === 'authority' ? '' : OPTIONAL}`}
          error={errors[role]?.message}
          {...register(role)}
        />
      ))}
      <TextField
        label="Gets the rent back"
        hint="SOL that accounts held comes back here when they close. Fixed for good."
        error={errors.rentRecipient?.message}
        {...register('rentRecipient')}
      />
    </FormSection>
  );
}
