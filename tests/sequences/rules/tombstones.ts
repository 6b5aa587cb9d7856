/** Rules of what stays of a grant. */
import { TOMBSTONE_SIZE } from '../layout';
import type { Grant, Plan, World } from '../state';
import { returnRent } from './checks';

/** Closes a grant. As long as its plan issues, a tombstone keeps its id. */
export function bury(world: World, plan: Plan, grant: Grant): void {
  world.grants.delete(grant.name);
  plan.grants -= 1;
  if (plan.sealed) {
    returnRent(world, grant.name, plan.rentRecipient);
    return;
  }
  world.tombstones.set(grant.name, { plan: plan.name, id: grant.id });
  plan.tombstones += 1;
  returnRent(world, grant.name, plan.rentRecipient, TOMBSTONE_SIZE);
}
