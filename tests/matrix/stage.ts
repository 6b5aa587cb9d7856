/** One fixture's stage, set, and ways to try calls on it without one leaving traces for the next. */
import type { PublicKey, TransactionInstruction } from '@solana/web3.js';
import { expect } from 'chai';
import { refuse, succeed } from '../support/transactions';
import { people } from '../support/world';
import type { Case } from './attacks';
import { Checkpoint, effectOf } from './checkpoint';
import type { Fixture } from './fixture';
import { Scene } from './scene';
import { type Verdict, verdictOn } from './verdict';

/** The same for calls that are the same. */
export function fingerprint({ keys, data }: TransactionInstruction): string {
  const metas = keys.map(({ pubkey, isSigner, isWritable }) => `${base58(pubkey)} ${isSigner} ${isWritable}`);
  return [...metas, data.toString('hex')].join();
}

/** The one line of a failed expectation that tells what was expected; logs are in the others. */
function gist(error: unknown): string {
  const lines = (error instanceof Error ? error.message : String(error)).split('\n');
  return lines.filter((line) => line.includes('expected')).at(-1) ?? lines[0] ?? '';
}

function base58(key: PublicKey): string {
  return key.toBase58();
}

export class Stage {
  readonly scene: Scene;
  private readonly genuine: ReadonlySet<string>;
  private readonly checkpoint: Checkpoint;
  /** Whether anything has changed since the checkpoint. */
  private changed = false;

  constructor(private readonly fixture: Fixture) {
    this.scene = new Scene(fixture);
    fixture.prepare?.(this.scene);
    const calls = this.validCalls();
    this.genuine = new Set(calls.map(fingerprint));
    const touched = calls.flatMap(({ keys }) => keys.map(({ pubkey }) => pubkey));
    this.checkpoint = new Checkpoint(this.scene.world.chain, touched);
  }

  /** The fixture's call about its own subject: what is attacked. */
  call(): TransactionInstruction {
    return this.fixture.call(this.scene.subjects.own, this.scene);
  }

  /** Every valid call: about each subject, by each who may. */
  validCalls(): TransactionInstruction[] {
    const { fixture, scene } = this;
    return Object.values(scene.subjects).flatMap((subject) => [
      fixture.call(subject, scene),
      ...(fixture.also?.(subject, scene) ?? []),
    ]);
  }

  /** Runs every item from the same state, and fails with all that went wrong. */
  each<T>(items: readonly T[], run: (item: T) => void, name: (item: T) => string): void {
    expect(items.length).to.be.above(0);
    const wrong = items.flatMap((item) => {
      try {
        run(item);
        return [];
      } catch (error) {
        this.changed = true;
        return [`${name(item)}: ${gist(error)}`];
      } finally {
        if (this.changed) this.restore();
      }
    });
    if (wrong.length > 0) expect.fail(`${wrong.length} of ${items.length} cases:\n${wrong.join('\n')}`);
  }

  /** Runs a call that must succeed. */
  succeed(instruction: TransactionInstruction): void {
    this.changed = true;
    succeed(this.scene.world.chain, [instruction], people.feePayer);
  }

  /** Expects the error and no change, or the effect of the valid call. */
  expect(instruction: TransactionInstruction, verdict: Verdict, valid: Record<string, string>): void {
    if ('error' in verdict) {
      refuse(this.scene.world.chain, [instruction], verdict.error, people.feePayer);
      return;
    }
    this.succeed(instruction);
    expect(this.effect(), verdict.harmless).to.deep.equal(valid);
  }

  /** The state that the valid call leads to. */
  validEffect(): Record<string, string> {
    this.succeed(this.call());
    const effect = this.effect();
    this.restore();
    return effect;
  }

  attack(found: Case, valid: Record<string, string>): void {
    if (found.arrange !== undefined) {
      this.changed = true;
      found.arrange(this.scene.world.chain);
    }
    // A valid call about another subject, or by another who may, is no attack.
    if (this.isValid(found.instruction) && found.attack !== 'occupied') return this.succeed(found.instruction);
    this.expect(found.instruction, verdictOn(found, this.scene, this.fixture.title), valid);
  }

  /** Whether it is one of the valid calls. */
  isValid(instruction: TransactionInstruction): boolean {
    return this.genuine.has(fingerprint(instruction));
  }

  private restore(): void {
    this.checkpoint.restore();
    this.changed = false;
  }

  private effect(): Record<string, string> {
    return effectOf(this.scene.world.chain, [this.scene.subjects.own.plan.vault]);
  }
}

/** Sets a suite's stage before its tests, and lets go of it after them. */
export function staged(fixture: Fixture): () => Stage {
  let stage: Stage | undefined;
  before(() => {
    stage = new Stage(fixture);
  });
  after(() => {
    stage = undefined;
  });
  return () => stage ?? expect.fail('the stage is set only while the tests run');
}
