/** `tenure plan policy` and the acts that the policy bounds: release, pause of claims. */
import { acceleratePlan, guardianAt, pauseClaims, resumeClaims, riskNames, type Plan } from '@tenure/sdk';
import type { Command } from 'commander';
import { perform, report } from '../../operation/perform';
import * as args from '../../args';
import { CliError } from '../../cli-error';
import type { Session } from '../../session';
import { hashOfDocument } from '../../documents/hash-of-document';
import { policyFacts } from '../../output/facts';
import { facts } from '../../output/table';
import { percent, span } from '../../output/values';
import { findPlan } from '../../accounts/find-grant';
import type { Opener } from '../../open-session';

/** Adds the commands. */
export function addPlanPolicy(plan: Command, open: Opener): void {
  addPolicy(plan, open);
  addAcceleration(plan, open);
  addClaimsPause(plan, open);
}

function addPolicy(plan: Command, open: Opener): void {
  plan
    .command('policy')
    .description('what the plan promises, and whether a terms document is the one it names')
    .argument('<plan>', "the plan's address")
    .option('--terms-file <file>', 'compare this document with the stored SHA-256; exit code 1 if it is another')
    .action(async (text: string, { termsFile }: { termsFile?: string }, command: Command) => {
      const session = open(command);
      const state = await findPlan(session, text);
      const sameTerms = termsFile === undefined ? undefined : hashOfDocument(termsFile).equals(state.termsSha256);
      report(session, { ...policyJson(state), sameTerms }, () => [
        facts(policyFacts(state), session.terminal.columns),
        ...(sameTerms === true ? ['The document is the one that the plan names.'] : []),
      ]);
      if (sameTerms === false) {
        const remedy = 'Ask for the document that was agreed on; the SHA-256 above is its fingerprint.';
        throw new CliError('OtherTerms', 'The document is not the one that the plan names', remedy);
      }
    });
}

function policyJson(plan: Plan): object {
  const { issueCap, operatorCap, cancellable, noticeSecs, goodLeaverBps, maxPauseSecs, voidSecs } = plan;
  const { transferRule, recoverySecs, maxWithholdingBps, acceptedRisks, unlock, termsUri, termsSha256 } = plan;
  return {
    ...{ issueCap, operatorCap, cancellable, noticeSecs, goodLeaverBps, maxPauseSecs, voidSecs },
    ...{
      transferRule,
      recoverySecs,
      maxWithholdingBps,
      acceptedRisks: riskNames(acceptedRisks),
      unlock,
      termsUri,
      termsSha256,
    },
  };
}

function addAcceleration(plan: Command, open: Opener): void {
  plan
    .command('accelerate')
    .description('release a share of everything unvested in the plan; signed by authority or acceleration authority')
    .argument('<plan>', "the plan's address")
    .argument('<share>', 'of the unvested, such as 25%; 100% ends issuing')
    .action(async (text: string, typed: string, _options: unknown, command: Command) => {
      const session = open(command);
      const state = await findPlan(session, text);
      const accelerationBps = args.share(typed, 'The share');
      const accelerator = acceleratorOf(session, state);
      const input = { accelerator, plan: state.address, accelerationBps, expiresTs: await session.expiry() };
      const title = `Release ${percent(accelerationBps)} of everything unvested in plan ${state.planId}`;
      const instructions = [acceleratePlan(input, session.programId)];
      await perform(session, { title, instructions, signer: accelerator, decimals: state.decimals });
    });
}

/** The acceleration authority where its key is here, otherwise the authority. */
export function acceleratorOf(session: Session, { authority, accelerationAuthority }: Plan) {
  const here = session.mode !== 'export' && accelerationAuthority !== null && session.holds(accelerationAuthority);
  return here ? accelerationAuthority : authority;
}

function addClaimsPause(plan: Command, open: Opener): void {
  plan
    .command('pause-claims')
    .description('stop all claims for a while; vesting goes on; signed by the guardian')
    .argument('<plan>', "the plan's address")
    .argument('<span>', 'at most 72h')
    .action(async (text: string, typed: string, _options: unknown, command: Command) => {
      const session = open(command);
      const state = await findPlan(session, text);
      const guardian = guardianAt(state, await session.now());
      if (guardian === null) {
        throw new CliError('NoGuardian', 'Nobody is guardian here', 'Set it with `plan roles --set guardian=ADDRESS`.');
      }
      const secs = args.span(typed, 'The span');
      const input = { guardian, plan: state.address, secs, expiresTs: await session.expiry() };
      const title = `Pause claims of plan ${state.planId} for ${span(secs)}`;
      const instructions = [pauseClaims(input, session.programId)];
      await perform(session, { title, instructions, signer: guardian, decimals: state.decimals });
    });
  plan
    .command('resume-claims')
    .description('end a pause of claims; signed by guardian or authority')
    .argument('<plan>', "the plan's address")
    .action(async (text: string, _options: unknown, command: Command) => {
      const session = open(command);
      const state = await findPlan(session, text);
      const { authority } = state;
      const guardian = guardianAt(state, await session.now());
      const signer = guardian !== null && session.mode !== 'export' && session.holds(guardian) ? guardian : authority;
      const expiresTs = await session.expiry();
      const instructions = [resumeClaims({ signer, plan: state.address, expiresTs }, session.programId)];
      const title = `Resume claims of plan ${state.planId}`;
      await perform(session, { title, instructions, signer, decimals: state.decimals });
    });
}
