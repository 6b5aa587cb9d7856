/** What every command keeps, whatever it does: how it is called, and that what only looks changes nothing. */
import type { Command } from 'commander';
import { expect } from 'chai';
import { buildProgram } from '@tenure/cli';
import { TestTerminal } from '../../support/command-line';
import type { Case } from './case';
import { expectExact } from './document';
import { unchanged, viewOf } from './ledger-view';
import type { Fixture } from './fixture';

/** Commands without commands below them, by their whole names. */
export function leaves(command: Command, path: readonly string[] = []): Map<string, Command> {
  if (command.commands.length === 0) return new Map([[path.join(' '), command]]);
  return new Map(command.commands.flatMap((each) => [...leaves(each, [...path, each.name()])]));
}

/** The long names of a command's own flags. */
export function flagsOf(command: Command): string[] {
  return command.options.flatMap(({ long }) => (long === null || long === undefined ? [] : [long]));
}

/** Tests commands that only look: in words, and as one JSON document. */
export function testViews(views: readonly Case[], fixture: () => Fixture): void {
  for (const { command, about, who, words } of views) {
    it(`shows ${command}, ${about}, in words and as one JSON document`, async () => {
      const { cluster } = fixture();
      const all = [...command.split(' '), ...(await words(fixture()))];
      const before = viewOf(cluster);
      const text = await cluster.tenure(who, all);
      expect([text.code, text.err]).to.deep.equal([0, '']);
      expect(() => text.json()).to.throw();
      const json = await cluster.tenure(who, [...all, '--json']);
      expect([json.code, json.err]).to.deep.equal([0, '']);
      expectExact(JSON.parse(json.out));
      expect(unchanged(before, viewOf(cluster))).to.equal(true);
    });
  }
}

/** Tests that wrong calls of commands end with 2. `takesAny` are those whose last argument takes any word. */
export function testUsage(
  commands: readonly (readonly [name: string, command: Command])[],
  fixture: () => Fixture,
  takesAny: readonly string[] = [],
): void {
  for (const [name, command] of commands) {
    it(`ends ${name} with 2 where it is called wrongly, and says how to call it`, async () => {
      const minimum = command.registeredArguments.filter(({ required }) => required).length;
      const many = Array.from({ length: minimum + 9 }, () => 'x');
      const wrong = [
        ['--no-such-flag'],
        ['--dry-run', '--export', ...many.slice(0, minimum)],
        ...(takesAny.includes(name) ? [] : [many]),
        ...(minimum > 0 ? [[]] : []),
      ];
      for (const words of wrong) {
        const ran = await fixture().cluster.tenure('ops', [...name.split(' '), ...words, '--json']);
        expect([ran.code, ran.out], `${name} ${words.join(' ')}`).to.deep.equal([2, '']);
        expect(JSON.parse(ran.err)).to.have.nested.property('error.name', 'UsageError');
      }
    });
  }
}

/** That each command was called, with each of its flags. `called` are the words of all calls by command. */
export function expectCovered(
  commands: readonly (readonly [name: string, command: Command])[],
  called: ReadonlyMap<string, readonly string[]>,
): void {
  expect([...called.keys()].sort()).to.include.members(commands.map(([name]) => name).sort());
  for (const [name, command] of commands) {
    const words = called.get(name) ?? [];
    expect(
      flagsOf(command).filter((flag) => !words.includes(flag)),
      name,
    ).to.deep.equal([]);
  }
}

/**
 * Tests the commands whose names match: those that only look, how all are called, and that the tables call each of them with
 * each of its flags. `acts` have tests of their own; so has `elsewhere`, a command's name and the flags tested there.
 */
export function testCommands(
  {
    names,
    views,
    acts,
    elsewhere = [],
  }: {
    readonly names: RegExp;
    readonly views: readonly Case[];
    readonly acts: readonly Case[];
    readonly elsewhere?: readonly (readonly [name: string, flags: readonly string[]])[];
  },
  fixture: () => Fixture,
): void {
  const commands = [...leaves(buildProgram(new TestTerminal()))].filter(([name]) => names.test(name));
  testViews(views, fixture);
  testUsage(commands, fixture);

  it('is in a table of these tests, with each of its flags', async () => {
    const called = new Map<string, readonly string[]>(elsewhere);
    for (const { command, words } of [...acts, ...views]) {
      called.set(command, [...(called.get(command) ?? []), ...(await words(fixture()))]);
    }
    expectCovered(commands, called);
  });
}
