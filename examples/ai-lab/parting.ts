/** One leaves over an ethical disagreement: members accelerate that one grant before the notice is over. */
import { expiresIn, terminateGrant, vestedAt, type Grant } from '@tenure/sdk';
import { exactly, moment, tokens } from './amounts';
import type { Named } from './labels';
import type { Lab } from './lab';
import { settle } from './leaving';
import { assemble, type Assembly, type Member } from './members';
import { Poll, type Vote } from './poll';
import { chapter, print, tell } from './terminal';

const DAY = 86_400;
export const SHARE_BPS = 6_000;
/** Would not make an exception: labels begin so. */
const AGAINST = 'infra';

/** How it went. */
export interface Parting {
  readonly label: string;
  readonly grantId: bigint;
  readonly vote: Vote;
  /** Base units, in the second of the execution. */
  readonly unvestedBefore: bigint;
  readonly unvestedAfter: bigint;
  /** Grants of others whose vested amount the execution changed. */
  readonly others: readonly bigint[];
}

/** Of those who vote and still have something to vest the last, but not who proposes. */
function leaverOf({ members, proposer }: Assembly, vests: (grant: Grant) => boolean) {
  return members
    .filter((member) => member !== proposer && member.votes && member.grants.length === 1)
    .flatMap((member) => member.grants.map((grant) => ({ member, grant })))
    .filter(({ grant }) => grant.status === 'active' && vests(grant))
    .at(-1);
}

/** Plays the chapter; undefined where it is left out. */
export async function part(lab: Lab, rows: readonly Named[]): Promise<Parting | undefined> {
  const { chain, cast, planAddress } = lab;
  chapter(`8  One leaves over an ethical disagreement, ${moment(chain.now())}`);
  const assembly = await assemble(lab, rows, AGAINST);
  if (assembly === undefined) return undefined;
  const plan = await lab.plan();
  const vests = (grant: Grant) => vestedAt(plan, grant, chain.now()) < grant.total;
  const leaver = leaverOf(assembly, vests);
  if (leaver === undefined) {
    print('  Left out: nobody else has anything left to vest.');
    return undefined;
  }
  const { member, grant } = leaver;
  const { label } = member;
  const act = { authority: cast.authority.publicKey, plan: planAddress, grant: grant.address };
  const expiresTs = expiresIn(600, chain.now());
  lab.send([terminateGrant({ ...act, cause: 'resignation', expiresTs })], cast.authority);
  const left = grant.total - vestedAt(plan, grant, chain.now());
  tell(
    chain.now(),
    `${label} resigns: ${tokens(left)} of their ${tokens(grant.total)} tokens are unvested, and who ` +
      `resigns gets no share of them. Vesting goes on for the ${plan.noticeSecs / DAY} days of the notice.`,
  );
  chain.setTime(chain.now() + DAY);
  const share = `${SHARE_BPS / 100} % of what is unvested in that one grant`;
  tell(chain.now(), `${assembly.proposer.label} proposes to release ${share}.`);
  const action = { kind: 'accelerateGrant', grant: grant.address, accelerationBps: SHARE_BPS } as const;
  const place = { proposer: assembly.proposer, source: assembly.grant.address, action };
  const poll = await Poll.open(lab, 1n, { ...place, reason: 'ethicalDisagreement', document: 'parting.md' });
  const own = poll.castOne(member.wallet.publicKey, grant.address, true);
  poll.refuse(`${label} votes with the grant that it is about`, 'OwnGrantExcluded', own, member.wallet);
  await poll.castAll(assembly.members, AGAINST);
  const passes = await poll.draw();
  return carryOut(lab, poll, leaver, passes);
}

async function carryOut(
  lab: Lab,
  poll: Poll,
  { member: { label }, grant }: { readonly member: Member; readonly grant: Grant },
  passes: boolean,
): Promise<Parting> {
  const { chain, cast } = lab;
  const { grantId, address } = grant;
  chain.setTime((await poll.read()).executableTs);
  const vested = async () => {
    const plan = await lab.plan();
    return new Map((await lab.grants()).map((each) => [each.grantId, vestedAt(plan, each, chain.now())]));
  };
  const before = await vested();
  const computeUnits = passes ? lab.send([poll.execute(address)], cast.keeper).computeUnits : 0;
  const after = await vested();
  const [was = 0n, is = 0n] = [before.get(grantId), after.get(grantId)];
  tell(
    chain.now(),
    passes
      ? `Anybody executes it: ${exactly(is - was)} vest at once for ${label}, and nothing for anybody else.`
      : 'It did not pass: nothing is released.',
  );
  const { statusTs } = await lab.grant(grantId);
  chain.setTime(statusTs + 1);
  tell(chain.now(), await settle(lab, { grantId, label }));
  const changed = [...after].filter(([id, amount]) => amount !== before.get(id)).map(([id]) => id);
  const others = changed.filter((id) => id !== grantId);
  return {
    ...{ label, grantId, others },
    vote: await poll.ended(computeUnits),
    unvestedBefore: grant.total - was,
    unvestedAfter: grant.total - is,
  };
}
