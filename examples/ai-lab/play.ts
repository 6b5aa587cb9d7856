/** The whole play, chapter after chapter. */
import { relative } from 'node:path';
import { moment } from './amounts';
import { fail } from './failure';
import { finish } from './finale';
import { found } from './founding';
import { issueFile } from './issuing';
import { Lab } from './lab';
import { endVotes } from './members';
import { part } from './parting';
import { research } from './research';
import { print, styled } from './terminal';
import { Course } from './years';

/** Quarters until the project fails, and all of them. */
const UNTIL_FAILURE = 10;
const QUARTERS = 16;

/**
 * Plays a file; tells whether all went well: it has no problems, and every promise was kept. `votes`: its members' keys are
 * here, so the plan gives them votes.
 */
export async function play(path: string, votes: boolean): Promise<boolean> {
  const started = Date.now();
  print(styled('bold', `Tenure: the life of a token vesting plan, from ${relative(process.cwd(), path)}`));
  const lab = new Lab();
  await found(lab, votes);
  const rows = await issueFile(lab, path);
  if (rows.length === 0) return false;
  const begin = lab.chain.now();
  const played = await research(lab, rows);
  const named = played === undefined ? rows : [...rows, played];
  const course = new Course(lab, named, begin);
  await course.play(`6  Two and a half years from ${moment(begin)}, in tokens`, 1, UNTIL_FAILURE);
  const failure = await fail(lab, named);
  await course.look();
  const parting = await part(lab, named);
  await endVotes(lab);
  await course.play('9  The rest of the four years, in tokens', UNTIL_FAILURE + 1, QUARTERS);
  const story = { years: course.seen, results: played?.results ?? [], failure, parting };
  const kept = await finish(lab, named, story);
  print(`  ${((Date.now() - started) / 1_000).toFixed(1)} s`);
  return kept;
}
