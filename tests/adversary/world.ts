/** The chain that all lives are lived on, and how a life's plan is founded. */
import { Chain } from '@tenure/localnet';
import { PROGRAM_ID } from '@tenure/sdk';
import { keypair } from '../support/transactions';
import { createMint, openAccount } from '../support/mints';
import { readFileSync } from 'node:fs';
import { PROGRAM_ELF, START_TS } from '../support/world';
import type { Act } from './acts';
import { CAST, keyOf, type Who } from './cast';
import { LifeChain } from './chain';
import { instructionOf } from './program/instructions';
import { createPlanInstruction, type Terms } from './program/terms';
import { State } from './state';

const OTHER_ELF = process.env['TENURE_PROGRAM'];
const ELF = OTHER_ELF === undefined ? PROGRAM_ELF : readFileSync(OTHER_ELF);
const CREATOR = keypair('adversary: creator');
const FEE_PAYER = keypair('adversary: fee payer');
/** In the hands of whoever may hold tokens; the authority's are the treasury. */
const RICH = 10n ** 15n;
const HOLDERS: readonly Who[] = ['authority', 'heir', 'stranger', 'crony 1', 'crony 2'];

/** Everybody with their wallets, on a chain that goes back to this after every life. */
export function foundWorld(): State {
  const made = new Chain();
  const mint = (made.airdrop(FEE_PAYER.publicKey, 10n ** 15n), createMint(made, FEE_PAYER));
  const wallets = CAST.map((who) => openAccount(made, FEE_PAYER, mint, keyOf(who), HOLDERS.includes(who) ? RICH : 0n));
  for (const key of [CREATOR.publicKey, ...CAST.map(keyOf)]) made.airdrop(key, 10n ** 12n);
  const chain = new LifeChain(PROGRAM_ID, ELF, FEE_PAYER.publicKey);
  for (const key of [FEE_PAYER.publicKey, CREATOR.publicKey, mint.address, ...CAST.map(keyOf), ...wallets])
    chain.adopt(made, key);
  return new State(chain, mint, CREATOR.publicKey);
}

/** Makes what a life begins with. Everything must go through. */
export class Founder {
  constructor(readonly state: State) {
    state.reset();
    state.chain.setTime(START_TS);
  }

  /** The plan, funded with twice its cap. */
  plan(terms: Terms): void {
    this.requireSuccess(
      this.state.chain.send([createPlanInstruction(this.state, CREATOR.publicKey, terms)]),
      'the plan',
    );
    this.do({ do: 'fundPlan', by: 'stranger', amount: terms.issueCap * 2n });
  }

  do(...acts: readonly Act[]): void {
    for (const act of acts) {
      this.requireSuccess(this.state.chain.send([instructionOf(this.state, act)]), act.do);
      this.state.book(act);
    }
  }

  wait(secs: number): void {
    this.state.chain.setTime(this.state.now + secs);
  }

  private requireSuccess(error: string | undefined, what: string): void {
    if (error !== undefined) throw new Error(`A life can't begin: ${what} was refused with ${error}.`);
  }
}
