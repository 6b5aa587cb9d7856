/** Everything that protects the people of a plan, and everything that does not: its policy, its votes, the program itself. */
import { governanceWarnings, type Plan } from '@tenure/sdk';
import { rulesOf, useGovernance } from '@/entities/governance';
import { useTokenText } from '@/entities/token';
import { ProgramItem } from './ProgramItem';
import { PromiseList } from './PromiseList';
import { promisesOf, votelessPromise, type PlanPromise } from './promises';

/** The promises of a plan that exists. */
export function PlanPromises({ plan }: { plan: Plan }) {
  return (
    <PromiseList promises={[...promisesOf(plan), ...useVotes(plan)]}>
      <ProgramItem />
    </PromiseList>
  );
}

/** How members vote, rule by rule. */
function useVotes(plan: Plan): PlanPromise[] {
  const tokenText = useTokenText();
  const { data: governance } = useGovernance(plan);
  if (!plan.hasGovernance) return [votelessPromise(plan)];
  if (governance === undefined || governance === null)
    return [{ about: 'Votes', text: 'The members vote.', tone: 'warn' }];
  const since = 'It was given to the plan before its first grant, and its rules never change.';
  return [
    { about: 'Votes', text: `The members vote on some of this. ${since}`, tone: 'good' },
    ...rulesOf(governance, (baseUnits) => tokenText(baseUnits, plan)),
    ...governanceWarnings(governance).map(({ says: text }): PlanPromise => ({ about: 'Votes', text, tone: 'warn' })),
  ];
}
