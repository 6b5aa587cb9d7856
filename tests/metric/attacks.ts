import type { Keypair, PublicKey, TransactionInstruction } from '@solana/web3.js';
import type { Expiry, TenureErrorName } from '@tenure/sdk';
import { unsigned, type Scenario } from '../grant/scenario';
import { people } from '../support/world';

/** What an attack changes of an act; the rest is as it should be. */
export type Changed = { signer?: PublicKey; expiresTs?: Expiry };

/** An act that only some keys may perform, on what `prepare` brings about. */
export type RestrictedCall<T extends Scenario, Subject> = {
  /** Makes a test in a world of its own. */
  scenario: (title: string, body: (test: T) => void) => void;
  signer: Keypair;
  /** Who else may. */
  others?: readonly Keypair[];
  /** What anyone else is told. */
  refusal: TenureErrorName;
  prepare: (test: T) => Subject;
  build: (test: T, subject: Subject, changed: Changed) => TransactionInstruction;
  /** Keys outside the plan's roles that may not either. */
  strangers?: readonly Keypair[];
  withoutExpiry?: boolean;
};

/** Tests that an act is refused, by name and without effect, to everyone else, unsigned, and too late. */
export function refusesOthers<T extends Scenario, Subject>(act: RestrictedCall<T, Subject>): void {
  const { scenario, signer, others = [], strangers = [], refusal, prepare, build } = act;

  scenario('refuses every other signer', (test) => {
    const subject = prepare(test);
    const allowed = [signer, ...others, people.feePayer];
    for (const other of [...Object.values(people), ...strangers]) {
      if (!allowed.includes(other)) test.refuse(build(test, subject, { signer: other.publicKey }), refusal, other);
    }
    test.run(build(test, subject, {}), signer);
  });

  scenario('refuses to act in the name of who has not signed', (test) => {
    const subject = prepare(test);
    test.refuse(unsigned(build(test, subject, {}), signer.publicKey), 'AccountNotSigner');
  });

  if (act.withoutExpiry) return;
  scenario('runs at its last second and not one later', (test) => {
    const subject = prepare(test);
    const instruction = build(test, subject, { expiresTs: test.now() });
    test.world.chain.advance(1);
    test.refuse(instruction, 'InstructionExpired', signer);
    test.world.chain.advance(-1);
    test.run(instruction, signer);
  });
}
