/** What only looks. */
import type { Case } from './case';
import { key, TERMS, type Fixture } from './fixture';

const plan = async (fixture: Fixture): Promise<string> => (await fixture.granted()).subject.address.toBase58();

export const VIEWS: readonly Case[] = [
  {
    command: 'plan show',
    about: 'with an unlock curve',
    who: 'stranger',
    words: async (fixture) => {
      const shape = [{ weight: 1_000_000_000n, span: 12, steps: 12, unit: 'months' }] as const;
      const unlock = { startTs: fixture.cluster.now(), shape };
      return [(await fixture.granted({}, { unlock })).subject.address.toBase58()];
    },
  },
  {
    command: 'plan roles',
    about: 'as they are',
    who: 'stranger',
    words: async (fixture) => [await plan(fixture)],
  },
  {
    command: 'plan policy',
    about: 'with the terms compared',
    who: 'stranger',
    words: async (fixture) => [await plan(fixture), '--terms-file', fixture.cluster.file('terms.txt', TERMS)],
  },
  {
    command: 'grant show',
    about: 'on another day',
    who: 'stranger',
    words: async (fixture) => [(await fixture.granted({ schedule: 'monthly:12m' })).name, '--at', '2030-01-01'],
  },
  {
    command: 'grant list',
    about: 'of one person with one status',
    who: 'stranger',
    words: async (fixture) => [await plan(fixture), '--beneficiary', key('worker').toBase58(), '--status', 'active'],
  },
  {
    command: 'doctor',
    about: 'on a plan in order',
    who: 'stranger',
    words: async (fixture) => [await plan(fixture)],
  },
];
