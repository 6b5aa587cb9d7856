/** `tenure plan policy` */
import { riskNames, type Plan } from '@tenure/sdk';
import type { Command } from 'commander';
import { findPlan, PLAN } from '../../accounts/find-grant';
import { CliError } from '../../cli-error';
import { hashOfDocument } from '../../documents/hash-of-document';
import type { OpenSession } from '../../open-session';
import { policyFacts } from '../../output/facts';
import { report } from '../../output/report';
import { facts } from '../../output/table';

/** Adds the command. */
export function addPlanPolicy(plan: Command, open: OpenSession): void {
  plan
    .command('policy')
    .description('what the plan promises, and whether a terms document is the one it names')
    .argument('<plan>', PLAN)
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
