/** `tenure claim` */
import {
  claim,
  claimableAt,
  claimWithAccount,
  fetchGrantsByBeneficiary,
  fetchPlan,
  type Plan,
} from '@tenure/sdk';
import type { Command } from 'commander';
import { perform, report } from '../act';
import * as args from '../args';
import type { Session } from '../session';
import { tokens } from '../text/values';
import { findGrant, type Located } from './find';
import type { Opener } from './running';

/** Adds the command. */
export function addClaim(program: Command, open: Opener): void {
  program
    .command('claim')
    .description('pay what is claimable: of the named grants, or of all that the key pair holds')
    .argument('[grant...]', 'address, or PLAN/ID; anybody may, unless the beneficiary switched that off')
    .option('--to <account>', "any token account of the beneficiary's, who then signs (the associated one)")
    .action(async (texts: string[], { to }: { to?: string }, command: Command) => {
      const session = open(command);
      const named = texts.length > 0;
      const found = named
        ? await Promise.all(texts.map((text) => findGrant(session, text)))
        : await own(session);
      const now = await session.now();
      // A named grant is tried in any case, so that the program itself says why it pays nothing.
      const due = found.filter(({ plan, grant }) => named || claimableAt(plan, grant, now).claimable > 0n);
      if (due.length === 0) return report(session, { claimed: [] }, () => ['Nothing can be claimed now.']);
      for (const located of due) await pay(session, located, now, to);
    });
}

async function own(session: Session): Promise<Located[]> {
  const grants = await fetchGrantsByBeneficiary(session.reader, session.self(), undefined, session.programId);
  const plans = new Map<string, Plan>();
  const found: Located[] = [];
  for (const grant of grants) {
    const key = grant.plan.toBase58();
    const plan = plans.get(key) ?? (await fetchPlan(session.reader, grant.plan, session.programId));
    plans.set(key, plan);
    found.push({ plan, grant });
  }
  return found;
}

async function pay(
  session: Session,
  { plan, grant }: Located,
  now: number,
  to: string | undefined,
): Promise<void> {
  const { beneficiary, address } = grant;
  const claimant = session.mode === 'export' || session.holds(beneficiary) ? beneficiary : session.self();
  const input = { claimant, plan: plan.address, planState: plan, grant: address };
  const payer = session.feePayer(claimant);
  const instructions =
    to === undefined
      ? claimWithAccount({ ...input, beneficiary, payer }, session.programId)
      : [claim({ ...input, destination: args.address(to, '--to') }, session.programId)];
  const { claimable, net } = claimableAt(plan, grant, now);
  const paid = tokens(net, plan.decimals);
  const title = `Claim about ${paid} of grant ${grant.grantId} for ${beneficiary.toBase58()}`;
  const result = { grantId: grant.grantId, claimable, net };
  await perform(session, { title, instructions, signer: claimant, payer, decimals: plan.decimals, result });
}
