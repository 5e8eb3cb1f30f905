// The pictures of the documentation, taken from the running demo: `npm run screenshots` renews those that the repository keeps,
// `npm run screenshots -- --all DIR` takes every page of every cabinet in both languages, modes and sizes into another folder for review.

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { pino } from 'pino';
import sharp from 'sharp';
import { installGallery } from '../../engine/gallery.ts';
import { launchBrowser } from '../renderer/browser.ts';
import { signIn, startDemo } from '../solutions/orders/demo.ts';
import type { Demo, Look } from '../solutions/orders/demo.ts';
import { cabinets, keptPictures } from './pages.ts';
import type { Cabinet, CabinetPage } from './pages.ts';

const SOLUTIONS = join(import.meta.dirname, '../../sql/solutions');
const MOST_BYTES = 120 * 1024;
const LOOKS: readonly Look[] = (['en', 'ru'] as const).flatMap((lang) =>
  (['light', 'dark'] as const).flatMap((theme) => ([1440, 390] as const).map((width) => ({ lang, theme, width }))),
);

interface Session {
  readonly demo: Demo;
  readonly browser: Browser;
  /** Absent: beside the solution of each cabinet. */
  readonly folder: string | undefined;
  /** Whole pages instead of what the window shows. */
  readonly isWhole: boolean;
  readonly problems: string[];
}

const folder = folderOf(process.argv.slice(2));
const isAll = folder !== undefined;
const demo = await startDemo();
const browser = await launchBrowser();
const session: Session = { demo, browser, folder, isWhole: isAll, problems: [] };
try {
  for (const cabinet of cabinets) {
    if (cabinet.solution === 'gallery') await installGallery(demo.db, pino({ level: 'silent' }));
    for (const look of LOOKS) {
      const wanted = cabinet.pages.filter((page) => isAll || keptPictures.includes(nameOf(cabinet.cabinet, page, look)));
      if (wanted.length > 0) await takeCabinet(session, { cabinet: { ...cabinet, pages: wanted }, look });
    }
  }
} finally {
  await browser.close();
  await demo.stop();
}
for (const problem of session.problems) console.error(problem);
process.exitCode = session.problems.length > 0 ? 1 : 0;

function folderOf(args: readonly string[]): string | undefined {
  const [option, given] = args;
  if (option === undefined) return undefined;
  if (option === '--all' && given !== undefined && args.length === 2) return given;
  console.error(
    'npm run screenshots            renews the pictures of the documentation\nnpm run screenshots -- --all DIR  takes all pictures into DIR',
  );
  return process.exit(2);
}

/** One sign-in for all pages of a cabinet in one look. */
async function takeCabinet(
  { browser: chromium, ...rest }: Session,
  { cabinet: { cabinet, username = cabinet, solution = 'orders', pages }, look }: { cabinet: Cabinet; look: Look },
): Promise<void> {
  const folder = rest.folder ?? join(SOLUTIONS, solution, 'docs');
  await mkdir(folder, { recursive: true });
  const { context, page, errors } = await signIn(chromium, rest.demo, { username, look });
  try {
    for (const one of pages) {
      const name = nameOf(cabinet, one, look);
      const problem = await open(page, rest.demo.url, one);
      if (problem !== undefined) rest.problems.push(`${name}: ${problem}`);
      rest.problems.push(...errors.splice(0).map((error) => `${name}: ${error}`));
      await writeFile(join(folder, name), await compressed(await page.screenshot({ fullPage: rest.isWhole })));
    }
  } finally {
    await context.close();
  }
}

/** Goes to the page, or by the first link that `follow` names on it, and waits until it stands still. Answers what is wrong with it. */
async function open(page: Page, url: string, { path, follow }: CabinetPage): Promise<string | undefined> {
  const answer = await page.goto(url + path);
  if (follow !== undefined) {
    const link = await page
      .locator(`a[href^="${follow}"]`)
      .first()
      .getAttribute('href', { timeout: 5000 })
      .catch(() => null);
    if (link === null) return `no link to ${follow} on ${path}`;
    await page.goto(url + link);
  } else if (answer?.status() !== 200) return `answered ${answer?.status()}`;
  await page.evaluate(() => document.fonts.ready);
  const isStill = await page
    .waitForFunction(() => document.querySelector('[aria-busy=true]') === null, undefined, { timeout: 15_000 })
    .then(
      () => true,
      () => false,
    );
  // Charts and the calendar draw after their code has come.
  await page.waitForTimeout(400);
  const failed = await page.locator('.as-broken').count();
  if (failed > 0) return `${failed} component(s) failed`;
  return isStill ? undefined : 'a component is still busy after 15 s';
}

/** A PNG of few colours; large pictures get fewer. */
async function compressed(png: Buffer): Promise<Buffer> {
  for (const colours of [192, 96, 48, 24]) {
    const smaller = await sharp(png).png({ palette: true, colours, dither: 0, effort: 10, compressionLevel: 9 }).toBuffer();
    if (smaller.length <= MOST_BYTES || colours === 24) return smaller;
  }
  return png;
}

function nameOf(cabinet: string, { name }: CabinetPage, { lang, theme = 'light', width }: Look): string {
  return `${cabinet}-${name}-${lang}-${theme}-${width}.png`;
}
