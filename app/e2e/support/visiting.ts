/** What the tests of one `describe` share, and what is checked of every visit. */
import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { launch, visit, type Visit } from './browser';
import { startWorld, stopWorlds, type World, type WorldOptions } from './world';

/** One for all: every visitor has a context of their own. */
let browser: Browser | undefined;

after(async () => {
  await browser?.close();
  await stopWorlds();
});

/** One world for all tests of a `describe`; each test begins as a new visitor. To be used inside tests only. */
export interface Visiting {
  readonly world: World;
  /** Where the present visitor is. */
  readonly page: Page;
  /** Leaves, and comes back as a new visitor without a wallet. */
  again(): Promise<Page>;
}

/**
 * Sets a `describe` up. `prepare` changes the world before the first test. A test also fails where the page had an
 * error, where its Content-Security-Policy refused something, or where it asked other hosts than its own and the chain's.
 */
export function visiting(
  prepare: (world: World) => Promise<void> = () => Promise.resolve(),
  options: WorldOptions = {},
): Visiting {
  let world: World;
  let visitor: Visit;

  async function arrive(): Promise<void> {
    if (browser?.isConnected() !== true) browser = await launch();
    visitor = await visit(browser, world.url);
  }

  async function leave(): Promise<void> {
    const { page, problems, hosts } = visitor;
    await page.context().close();
    expect(problems).to.deep.equal([]);
    const known = [world.url, ...world.chainUrls].map((url) => new URL(url).host);
    const others = [...hosts].filter((host) => host !== '' && !known.includes(host));
    expect(others, 'other hosts asked').to.deep.equal([]);
  }

  before(async () => {
    world = await startWorld(options);
    await prepare(world);
  });
  after(() => world?.stop());
  beforeEach(arrive);
  afterEach(leave);

  return {
    get world() {
      return world;
    },
    get page() {
      return visitor.page;
    },
    again: async () => {
      await leave();
      await arrive();
      return visitor.page;
    },
  };
}
