/** A real browser, and what a person does in the page. */
import type { PublicKey } from '@solana/web3.js';
import { chromium, type Browser, type Page } from 'playwright-core';
import { expect } from 'chai';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const EXECUTABLE = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
/** Pictures take time, and every run's clock shows in them: they are taken only when asked for. */
const PICTURES = process.env.TENURE_SCREENSHOTS;
const SCREENSHOTS = join(__dirname, '../../..', PICTURES === '1' ? 'docs' : 'target', 'screenshots');
const AXE = require.resolve('axe-core/axe.min.js');
const DESKTOP = { width: 1280, height: 900 };
const PHONE = { width: 360, height: 740 };
const FLAGS = [
  ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
];

/** Starts the browser. */
export function launch(): Promise<Browser> {
  if (EXECUTABLE === undefined) throw new Error('There is no Chromium: run node scripts/ensure-chromium.mjs.');
  return chromium.launch({ executablePath: EXECUTABLE, args: FLAGS });
}

/** A page with what went wrong in it. */
export interface Visit {
  readonly page: Page;
  /** Errors of the page itself, and what its Content-Security-Policy refused. Unanswered requests are not counted. */
  readonly problems: string[];
  /** Every host that the page asked. */
  readonly hosts: Set<string>;
}

/** Opens a page as a new visitor. */
export async function visit(browser: Browser, url: string): Promise<Visit> {
  const context = await browser.newContext({
    viewport: DESKTOP,
    reducedMotion: 'reduce',
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const page = await context.newPage();
  const problems: string[] = [];
  const hosts = new Set<string>();
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('request', (request) => hosts.add(new URL(request.url()).host));
  page.on('console', (message) => {
    if (/content security policy/i.test(message.text())) problems.push(message.text());
  });
  page.setDefaultTimeout(20_000);
  await page.goto(url);
  await page.getByRole('navigation').waitFor();
  return { page, problems, hosts };
}

/** Connects one of the test wallets. */
export async function connect(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Connect wallet' }).first().click();
  await page.getByRole('button', { name: `Test wallet: ${name}` }).click();
  await page.getByRole('button', { name: 'Disconnect' }).waitFor();
}

/** Opens a tab of the dashboard of a plan by its address. */
export async function openDashboard(page: Page, plan: PublicKey, tab: string): Promise<void> {
  await page.getByRole('link', { name: 'Run plans' }).click();
  await page.getByLabel('Address of the plan').fill(plan.toBase58());
  await page.getByRole('button', { name: 'Open' }).click();
  await page.getByRole('tab', { name: tab }).click();
  await page.getByRole('tabpanel').getByRole('heading').first().waitFor();
}

/** Answers in the test wallet's window. */
export async function answer(page: Page, button: 'Approve' | 'Reject'): Promise<void> {
  await page.getByRole('dialog', { name: 'Test wallet' }).getByRole('button', { name: button }).click();
}

/** Signs what the open dialog shows, waits for the words of its end, and closes it. */
export async function sign(page: Page, done: string | RegExp): Promise<void> {
  await page.getByRole('button', { name: 'Sign in wallet' }).click();
  await answer(page, 'Approve');
  const dialog = page.getByRole('dialog');
  await dialog.getByText(done).waitFor();
  await dialog.getByRole('button', { name: 'Close', exact: true }).last().click();
  await dialog.waitFor({ state: 'detached' });
}

/** What a fact in the open dialog says, such as that of `You receive`. */
export async function fact(page: Page, name: string): Promise<string> {
  const row = page
    .getByRole('dialog')
    .locator('dl > div')
    .filter({ has: page.getByText(name, { exact: true }) });
  return (await row.locator('dd').innerText()).trim();
}

interface AxeResult {
  readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[];
}

/** Fails where axe finds anything wrong for people who don't see the page or don't use a mouse. */
export async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate(readFileSync(AXE, 'utf8'));
  const { violations } = await page.evaluate<AxeResult>('axe.run()');
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).to.deep.equal([]);
}

async function picture(page: Page, name: string): Promise<void> {
  if (PICTURES === undefined) return;
  mkdirSync(SCREENSHOTS, { recursive: true });
  // The header stays in view: a picture of a scrolled page would show it in the middle.
  await page.evaluate('scrollTo(0, 0)');
  await page.waitForTimeout(200);
  // A dialog stands over what is in view; the page behind it is no news.
  const fullPage = (await page.getByRole('dialog').count()) === 0;
  await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`), fullPage });
}

/**
 * Puts the page into docs/screenshots (TENURE_SCREENSHOTS=1) or target/screenshots (TENURE_SCREENSHOTS=target), or
 * nowhere: light, dark, and on a phone. Always checks that the phone needs no sideways scrolling.
 */
export async function screenshots(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    await picture(page, `${name}-${colorScheme}`);
  }
  await onPhone(page, name, () => picture(page, `${name}-phone`));
}

/** Shows the page on a phone for a while, and fails where it must be scrolled sideways there. */
async function onPhone(page: Page, name: string, meanwhile: () => Promise<void>): Promise<void> {
  await page.setViewportSize(PHONE);
  await page.waitForTimeout(200);
  const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
  await meanwhile();
  await page.setViewportSize(DESKTOP);
  expect(overflow, `${name} is wider than a phone`).to.be.at.most(0);
}

/** Fails where the page is not for everybody, on a desktop and on a phone, or is wider than a phone. */
export async function expectGoodForAll(page: Page, name: string): Promise<void> {
  await expectAccessible(page);
  await onPhone(page, name, () => expectAccessible(page));
}

/** Fails where the table with a caption scrolls sideways on a phone. */
export async function expectFitsPhone(page: Page, caption: string): Promise<void> {
  await page.setViewportSize(PHONE);
  const room = page.getByRole('group', { name: caption });
  const overflow = await room.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
  await page.setViewportSize(DESKTOP);
  expect(overflow, `“${caption}” is wider than a phone`).to.be.at.most(0);
}
