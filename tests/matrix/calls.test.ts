/** Each instruction with too little or too much: data, accounts, and numbers that no instruction has. */
import { type AccountMeta, TransactionInstruction } from '@solana/web3.js';
import { type InstructionName, PROGRAM_ID } from '@tenure/sdk';
import { expect } from 'chai';
import { people } from '../support/world';
import type { Fixture } from './fixture';
import { FIXTURES } from './fixtures';
import { INSTRUCTION_NUMBERS, INSTRUCTIONS, slotsOf } from './idl';
import { Stage, staged } from './stage';
import type { Verdict } from './verdict';

function withData({ programId, keys }: TransactionInstruction, data: Buffer): TransactionInstruction {
  return new TransactionInstruction({ programId, keys, data });
}

function withKeys({ programId, data }: TransactionInstruction, keys: AccountMeta[]): TransactionInstruction {
  return new TransactionInstruction({ programId, keys, data });
}

/** Numbers from 0 on. */
function upTo(count: number): number[] {
  return [...Array(count).keys()];
}

/** What accounts after the named ones lead to, where they are not simply left alone. */
const SURPLUS: Partial<Record<InstructionName, Verdict>> = {
  // One for each entry, and no more.
  issueGrants: { error: 'GrantAddressMismatch' },
};

function suite(instruction: InstructionName, fixture: Fixture): void {
  describe([instruction, fixture.title].join(' ').trim(), () => {
    const stranger: AccountMeta = { pubkey: people.stranger.publicKey, isSigner: false, isWritable: false };
    const stage = staged(fixture);

    it('refuses data cut short anywhere', () => {
      const call = stage().call();
      stage().each(
        upTo(call.data.length),
        (length) =>
          stage().expect(
            withData(call, call.data.subarray(0, length)),
            { error: length === 0 ? 'InstructionFallbackNotFound' : 'InstructionDidNotDeserialize' },
            {},
          ),
        (length) => `${length} of ${call.data.length} bytes`,
      );
    });

    it('ignores a byte after its arguments', () => {
      const call = stage().call();
      const valid = stage().validEffect();
      const harmless = 'Anchor reads the arguments and no further';
      const longer = withData(call, Buffer.concat([call.data, Buffer.of(0)]));
      stage().each(
        [longer],
        (attack) => stage().expect(attack, { harmless }, valid),
        () => 'one byte more',
      );
    });

    it('refuses a list of accounts cut short anywhere', () => {
      const call = stage().call();
      stage().each(
        upTo(slotsOf(instruction).length),
        (count) => stage().expect(withKeys(call, call.keys.slice(0, count)), { error: 'AccountNotEnoughKeys' }, {}),
        (count) => `${count} accounts`,
      );
    });

    it('does nothing with an account that it does not know', () => {
      const call = stage().call();
      const valid = stage().validEffect();
      const verdict = SURPLUS[instruction] ?? { harmless: 'only a transfer hook would be handed the account' };
      const more = withKeys(call, [...call.keys, stranger]);
      stage().each(
        [more],
        (attack) => stage().expect(attack, verdict, valid),
        () => 'one account more',
      );
    });
  });
}

describe('matrix: data and number of accounts', () => {
  for (const instruction of INSTRUCTIONS) {
    for (const fixture of FIXTURES[instruction]) suite(instruction, fixture);
  }

  it('knows no other instruction', () => {
    const stage = new Stage(FIXTURES.sealPlan[0]);
    const { keys } = stage.call();
    const numbers = upTo(256).filter((number) => !INSTRUCTION_NUMBERS.has(number));
    // Anchor's own: of the account that would hold the IDL, and of events by self-invocation.
    const idl = Buffer.from('40f4bc78a7e9690a', 'hex');
    const event = Buffer.from('e445a52e51cb9a1d', 'hex');
    const tags = [...numbers.map((number) => Buffer.of(number)), idl, event];
    stage.each(
      tags,
      (tag) => {
        const data = Buffer.concat([tag, Buffer.alloc(64)]);
        const call = new TransactionInstruction({ programId: PROGRAM_ID, keys, data });
        const isEvent = tag.equals(event);
        stage.expect(call, { error: isEvent ? 'EventInstructionStub' : 'InstructionFallbackNotFound' }, {});
      },
      (tag) => tag.toString('hex'),
    );
  });

  it('names its reason for refusing more accounts than it can hold', () => {
    const stage = new Stage(FIXTURES.sealPlan[0]);
    const call = stage.call();
    const [, plan] = call.keys;
    if (plan === undefined) expect.fail('the call has no plan');
    // A transaction locks 64 accounts at most, but an instruction may name one as often as it likes.
    stage.each(
      [62, 63, 64, 65, 200],
      (count) => {
        const keys = [...call.keys, ...upTo(count - call.keys.length).map(() => ({ ...plan, isWritable: false }))];
        const many = withKeys(call, keys);
        if (count > 64) stage.expect(many, { error: 'TooManyAccounts' }, {});
        else stage.succeed(many);
      },
      (count) => `${count} accounts`,
    );
  });
});
