/** The matrix: each account of each instruction, attacked in every way that the interface suggests. */
import type { InstructionName } from '@tenure/sdk';
import { attacksOn } from './attacks';
import type { Fixture } from './fixture';
import { FIXTURES } from './fixtures';
import { INSTRUCTIONS, slotsOf } from './idl';
import { fingerprint, staged } from './stage';

function suite(instruction: InstructionName, fixture: Fixture): void {
  describe([instruction, fixture.title].join(' ').trim(), () => {
    const stage = staged(fixture);

    it('succeeds as it stands, about every subject and by all who may', () => {
      stage().each(stage().validCalls(), (call) => stage().succeed(call), fingerprint);
    });

    for (const slot of slotsOf(instruction)) {
      it(`takes nothing else as ${slot.account}`, () => {
        const cases = attacksOn(slot, fixture, stage().scene);
        const valid = stage().validEffect();
        stage().each(
          cases,
          (found) => stage().attack(found, valid),
          ({ attack, what }) => `${attack} (${what})`,
        );
      });
    }
  });
}

describe('matrix', () => {
  for (const instruction of INSTRUCTIONS) {
    for (const fixture of FIXTURES[instruction]) suite(instruction, fixture);
  }
});
