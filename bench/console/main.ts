/**
 * How soon people see the console, and for how long it does not answer them: largest contentful paint and blocking time of the
 * first load of some pages, with the processor as it is and slowed four times (as of a cheap telephone), of an empty cache. The
 * fastest of several loads counts, since whatever else the machine does makes them slower.
 */
import type { Page } from 'playwright-core';
import { buildConsole } from '../../dev/start/console-build.ts';
import { openConsoleSite } from '../../tests/console/support/console-site.ts';
import { seedConsole } from '../../tests/console/support/seed-console.ts';

const LOADS = 5;
const SLOWED = 4;
/** Longer tasks keep people waiting for as long as they are above it, in ms. */
const LONG_TASK_MS = 50;

const PAGES = [
  { name: 'landing', path: '/', isPublic: true, shown: '.sign-in' },
  { name: 'home', path: '/', isPublic: false, shown: '.todo' },
  { name: 'domains', path: '/domains', isPublic: false, shown: 'table' },
  { name: 'mailboxes', path: '/domains/evryfr', isPublic: false, shown: 'table' },
] as const;

type Timing = Readonly<{ paintMs: number; blockedMs: number; scriptKb: number }>;

/** What a page notes of its own load, in the window of its document. */
type Noted = { paintMs: number; blockedMs: number };

const OBSERVE = `
  window.noted = { paintMs: 0, blockedMs: 0 };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.noted.paintMs = entry.startTime;
  }).observe({ type: 'largest-contentful-paint', buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.noted.blockedMs += Math.max(0, entry.duration - ${LONG_TASK_MS});
  }).observe({ type: 'longtask', buffered: true });`;

const SCRIPT_BYTES = `performance.getEntriesByType('resource').filter((entry) => entry.name.endsWith('.js'))
  .reduce((sum, entry) => sum + entry.encodedBodySize, 0)`;

async function load(page: Page, url: string, shown: string, slowed: number): Promise<Timing> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowed });
  await page.addInitScript(OBSERVE);
  await page.goto(url);
  await page.waitForSelector(shown);
  await page.waitForLoadState('networkidle');
  const noted = await page.evaluate<Noted>('window.noted');
  const bytes = await page.evaluate<number>(SCRIPT_BYTES);
  return { ...noted, scriptKb: bytes / 1000 };
}

const least = (timings: readonly Timing[]): Timing => ({
  paintMs: Math.min(...timings.map(({ paintMs }) => paintMs)),
  blockedMs: Math.min(...timings.map(({ blockedMs }) => blockedMs)),
  scriptKb: Math.max(...timings.map(({ scriptKb }) => scriptKb)),
});

const say = (line: string) => process.stdout.write(`${line}\n`);

const build = buildConsole(say);
await build.ended;
const site = await openConsoleSite(build.folder);
try {
  await seedConsole(site);
  say('page       largest paint        blocked             script');
  for (const { name, path, isPublic, shown } of PAGES) {
    const measure = async (slowed: number) => {
      const timings: Timing[] = [];
      for (let count = 0; count < LOADS; count += 1) {
        const page = isPublic ? await site.openPage() : await site.openAs(site.people.alice);
        timings.push(await load(page, `${site.url}${path}`, shown, slowed));
        await site.closePages();
      }
      return least(timings);
    };
    const [usual, slow] = [await measure(1), await measure(SLOWED)];
    const pair = (before: number, after: number) =>
      `${before.toFixed(0).padStart(4)} → ${after.toFixed(0).padStart(4)} ms (${(after / Math.max(1, before)).toFixed(1)}×)`;
    say(
      `${name.padEnd(10)} ${pair(usual.paintMs, slow.paintMs)}  ${pair(usual.blockedMs, slow.blockedMs)}  ${slow.scriptKb.toFixed(0)} kB`,
    );
  }
} finally {
  await site.close();
}
