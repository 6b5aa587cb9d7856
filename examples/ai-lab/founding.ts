/** Makes and funds the plan, and says in plain words what it promises. */
import { createPlan, fundPlan, numberConstant, PROGRAM_ID, riskNames, surplusOf, type Plan } from '@tenure/sdk';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DECIMALS, exactly, moment, short, SYMBOL } from './amounts';
import { SUPPLY, type Lab } from './lab';
import { giveVotes } from './members';
import { chapter, entry, item, print } from './terminal';

const UNIT = 10n ** BigInt(DECIMALS);
const DAY = 86_400;
const HOUR = 3_600;
const TERMS = 'examples/terms.md';
const CAP = 200_000_000n * UNIT;
const FUNDING = 150_000_000n * UNIT;

/** SHA-256 of the terms document, as it goes on the chain. */
export function termsHash(): Buffer {
  return createHash('sha256')
    .update(readFileSync(join(__dirname, '../..', TERMS)))
    .digest();
}

function create(lab: Lab): void {
  const { treasury, authority, operator, payroll, guardian, accelerationAuthority } = lab.cast;
  const instruction = createPlan({
    creator: treasury.publicKey,
    planId: lab.planId,
    mint: lab.mint,
    tokenProgram: lab.tokenProgram,
    roles: {
      authority: authority.publicKey,
      operator: operator.publicKey,
      payroll: payroll.publicKey,
      guardian: guardian.publicKey,
      accelerationAuthority: accelerationAuthority.publicKey,
      rentRecipient: treasury.publicKey,
    },
    policy: {
      issueCap: CAP,
      operatorCap: FUNDING,
      cancellable: true,
      noticeSecs: 30 * DAY,
      goodLeaverBps: 2_500,
      maxPauseSecs: 90 * DAY,
      voidSecs: DAY,
      transferRule: 'withConsent',
      recoverySecs: 60 * DAY,
      maxWithholdingBps: 4_500,
      acceptedRisks: 0,
      termsSha256: termsHash(),
      termsUri: TERMS,
    },
  });
  lab.send([instruction], treasury);
}

async function fund(lab: Lab): Promise<void> {
  const { treasury } = lab.cast;
  const instruction = fundPlan({
    funder: treasury.publicKey,
    plan: lab.planAddress,
    planState: await lab.plan(),
    source: lab.account(treasury.publicKey),
    amount: FUNDING,
  });
  lab.send([instruction], treasury);
}

function span(secs: number): string {
  return secs % DAY === 0 && secs > DAY ? `${secs / DAY} days` : `${secs / HOUR} hours`;
}

function share(bps: number): string {
  return `${bps / 100} %`;
}

const TRANSFERS: Record<Plan['transferRule'], string> = {
  forbidden: 'A grant stays with its wallet.',
  withConsent: 'A grant moves to another wallet only if its beneficiary and the authority both sign.',
  free: 'A beneficiary may hand a grant to another wallet alone.',
};

/** The promises of a plan as it stands on the chain. */
function promises(plan: Plan): string[] {
  const { noticeSecs, goodLeaverBps, voidSecs, maxPauseSecs, maxWithholdingBps } = plan;
  const claimsPause = span(numberConstant('maxClaimsPauseSecs'));
  const recovery =
    plan.recoverySecs === 0
      ? 'A lost wallet is never replaced without its beneficiary.'
      : `Authority and guardian together can replace a lost wallet after ${span(plan.recoverySecs)}; anything that ` +
        'its beneficiary signs ends that.';
  const cooldown = span(numberConstant('claimsPauseCooldownSecs'));
  const operatorCap = exactly(plan.operatorCap);
  const risks = riskNames(plan.acceptedRisks);
  const termination = plan.cancellable
    ? `A grant can be ended with ${span(noticeSecs)}' notice. Vesting goes on until then, and what has ` +
      'vested stays theirs. ' +
      `Dismissed without cause, a person gets ${share(goodLeaverBps)} of the unvested at once.`
    : 'A grant can never be ended early.';
  return [
    'The vault covers every grant from its issue on; only what is owed to nobody can be withdrawn.',
    termination,
    `In the first ${span(voidSecs)} a grant pays nothing and a mistaken one may be voided. Never after that.`,
    `At most ${exactly(plan.issueCap)} may ever be granted, ${operatorCap} by the operator in 24 hours.`,
    `Payroll may withhold at most ${share(maxWithholdingBps)} of a claim, and more than before only after a week.`,
    `The guardian may stop claims for ${claimsPause}, and not again in the ${cooldown} after.`,
    `A pause that the beneficiary did not sign lasts at most ${span(maxPauseSecs)} in all.`,
    `${TRANSFERS[plan.transferRule]} ${recovery}`,
    risks.length === 0
      ? 'Nobody can freeze, take back or burn the tokens after they were paid: the mint has no such powers.'
      : `The mint has powers that the plan accepts: ${risks.join(', ')}.`,
  ];
}

function roles(lab: Lab, plan: Plan): void {
  const named = (key: Plan['operator']) => (key === null ? 'nobody' : short(key));
  entry('authority', `${named(plan.authority)}  ends grants, releases early, withdraws what is owed to nobody`);
  entry('operator', `${named(plan.operator)}  issues grants`);
  entry('payroll', `${named(plan.payroll)}  sets and collects withholding`);
  entry('guardian', `${named(plan.guardian)}  may stop claims for a while`);
  entry('acceleration authority', `${named(plan.accelerationAuthority)}  may release early, nothing else`);
  entry('keeper', `${short(lab.cast.keeper.publicKey)}  has no role: sends claims for everybody, and pays the fees`);
}

/** Starts everything: the token, the plan, its funds, and the votes of its members where they are to have any. */
export async function found(lab: Lab, votes: boolean): Promise<void> {
  chapter('1  The chain');
  entry('time', `${moment(lab.chain.now())}, on LiteSVM in this process; it moves only when told to`);
  entry('program', `${PROGRAM_ID.toBase58()}, artifacts/vesting.so, ${Math.round(lab.programSize / 1_024)} KiB`);
  lab.mintTokens();
  entry('token', `${lab.mint.toBase58()} (${SYMBOL}, ${DECIMALS} decimals)`);
  entry('supply', `${exactly(SUPPLY)}, all minted now; nobody can mint more`);

  chapter('2  The plan and what it promises');
  create(lab);
  await fund(lab);
  const plan = await lab.plan();
  const vault = await lab.vaultAmount();
  entry('plan', plan.address.toBase58());
  entry('vault', `${exactly(vault)}, ${exactly(surplusOf(plan, vault))} of it owed to nobody yet`);
  roles(lab, plan);
  print();
  for (const promise of promises(plan)) item(promise);
  item(`The terms are ${plan.termsUri}, with SHA-256 ${Buffer.from(plan.termsSha256).toString('hex')}.`);
  // Where members vote nobody claims for others who have not agreed to it, which takes their keys.
  if (votes) await giveVotes(lab);
}
