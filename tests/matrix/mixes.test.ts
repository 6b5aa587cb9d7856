/**
 * Calls mixed of two valid ones: every choice of accounts from a sibling's call in place of the call's own, the data
 * being the call's own. None may go through, in whole or in part.
 */
import { type AccountMeta, type PublicKey, TransactionInstruction } from '@solana/web3.js';
import { decodeError, type InstructionName } from '@tenure/sdk';
import { expect } from 'chai';
import { people } from '../support/world';
import { Checkpoint } from './checkpoint';
import type { Fixture } from './fixture';
import { FIXTURES } from './fixtures';
import { INSTRUCTIONS, slotsOf } from './idl';
import { answerOf } from './roles';
import { Stage } from './stage';

interface Mix {
  readonly name: string;
  readonly instruction: TransactionInstruction;
}

/** All ways of taking some, but not all, of `count` things, as bit sets. */
function choices(count: number): number[] {
  return [...Array(Math.max(0, 2 ** count - 2)).keys()].map((index) => index + 1);
}

/** Indices of the accounts that decide anything: anybody may sign, and may pay, in the others. */
function deciding(instruction: InstructionName, own: readonly AccountMeta[], other: readonly AccountMeta[]): number[] {
  const named = slotsOf(instruction).filter((slot) => !slot.signer || answerOf(slot) !== 'anybody');
  const more = own.map((_, index) => index).slice(slotsOf(instruction).length);
  const indices = [...named.map(({ index }) => index), ...more];
  return indices.filter((index) => {
    const [mine, theirs] = [own[index]?.pubkey, other[index]?.pubkey];
    return mine !== undefined && theirs !== undefined && !mine.equals(theirs);
  });
}

function mixes(instruction: InstructionName, stage: Stage, fixture: Fixture): Mix[] {
  const own = stage.call();
  return Object.values(stage.scene.subjects).flatMap((subject) => {
    const other = fixture.call(subject, stage.scene);
    const indices = deciding(instruction, own.keys, other.keys);
    return choices(indices.length).flatMap((choice): Mix[] => {
      const taken = new Set(indices.filter((_, bit) => (choice >> bit) % 2 === 1));
      const keys = own.keys.map((meta, index) => (taken.has(index) ? (other.keys[index] ?? meta) : meta));
      const mixed = new TransactionInstruction({ programId: own.programId, keys, data: own.data });
      const names = slotsOf(instruction).filter(({ index }) => taken.has(index));
      const name = `${subject.name}'s ${names.map(({ account }) => account).join()}`;
      return stage.isValid(mixed) ? [] : [{ name, instruction: mixed }];
    });
  });
}

function touched({ keys }: TransactionInstruction): PublicKey[] {
  return keys.map(({ pubkey }) => pubkey);
}

function refusedByName(stage: Stage, { instruction }: Mix): void {
  const { chain } = stage.scene.world;
  const before = new Checkpoint(chain, touched(instruction));
  const outcome = chain.send([instruction], { payer: people.feePayer });
  expect(outcome.error, 'expected a refusal').not.to.equal(undefined);
  expect(decodeError(outcome).name).not.to.be.oneOf(['ProgramFailedToComplete', 'Unknown']);
  expect(before.differences()).to.deep.equal([]);
}

describe('matrix: calls mixed of two valid ones', () => {
  for (const instruction of INSTRUCTIONS) {
    for (const fixture of FIXTURES[instruction]) {
      it([instruction, fixture.title].join(' ').trim(), function () {
        const stage = new Stage(fixture);
        const found = mixes(instruction, stage, fixture);
        if (found.length > 0)
          stage.each(
            found,
            (mix) => refusedByName(stage, mix),
            ({ name }) => name,
          );
      });
    }
  }
});
