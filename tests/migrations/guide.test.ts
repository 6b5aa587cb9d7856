import { PROGRAM_ID } from '@tenure/sdk';
import { startLocalnet, type Localnet } from '@tenure/localnet';
import { expect } from 'chai';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { namesIn, Shell, stepsOf } from './guide';

const ROOT = join(__dirname, '../..');
const GUIDE = join(ROOT, 'docs/guide.md');
const DEVNET = 'https://api.devnet.solana.com';
const DAY_MS = 86_400_000;
const DEPLOY = 'npm run -s deploy -- -C $C --program-keypair';

describe('docs/guide.md', function () {
  this.timeout(300_000);
  let localnet: Localnet;
  let home: string;
  let shell: Shell;
  before(async () => {
    localnet = await startLocalnet({ rpcPort: 0, slotMs: 50 });
    home = mkdtempSync(join(tmpdir(), 'tenure-guide-'));
    shell = new Shell(ROOT, { ...process.env, HOME: home, NO_COLOR: '1' });
  });
  after(async () => {
    shell.stop();
    await localnet.stop();
    rmSync(home, { recursive: true });
  });

  /** What the test does in the place of a command that it can't run; it stands for the same. */
  const instead: readonly (readonly [begin: string, act: () => Promise<void>])[] = [
    ['git clone', () => Promise.resolve()],
    ['npm ci', () => Promise.resolve()],
    [
      'npm run -s deploy -- --new-id',
      // The program under the id that it has, on the chain, upgradeable by the admin.
      async () => {
        const { output } = await shell.run('echo $ADMIN');
        const elf = readFileSync(join(ROOT, 'artifacts/vesting.so'));
        localnet.ledger.addProgram(PROGRAM_ID.toBase58(), elf, output.trim());
      },
    ],
    // The chain's clock is moved on.
    ['sleep 31d', () => later(31 * DAY_MS)],
    ['sleep 1d', () => later(DAY_MS)],
  ];

  function later(ms: number): Promise<void> {
    const { clock, blocks } = localnet.ledger;
    clock.set(blocks.open.time * 1_000 + ms);
    localnet.tick();
    return Promise.resolve();
  }

  it('has commands that work, one after the other, and print what it shows', async () => {
    const steps = stepsOf(readFileSync(GUIDE, 'utf8'));
    expect(steps.length).to.be.greaterThan(25);
    for (const { command, shown } of steps) {
      const replaced = instead.find(([begin]) => command.startsWith(begin));
      if (replaced !== undefined) {
        await replaced[1]();
        continue;
      }
      const { code, output } = await shell.run(command.replaceAll(DEVNET, localnet.rpcUrl));
      expect(code, `$ ${command}\n${output}`).to.equal(0);
      // Here the program is there from the start.
      const names = command.startsWith(DEPLOY) ? ['Nothing to do'] : namesIn(shown);
      for (const name of names) expect(output, `$ ${command}`).to.contain(name);
    }
  });
});
