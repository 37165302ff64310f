import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

type Violation = Readonly<{ id: string; help: string; nodes: readonly Readonly<{ html: string }>[] }>;

/** What axe-core, which knows WCAG 2.2 AA and practices besides, finds wrong with a page. */
async function violationsOf(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const violations = await page.evaluate<readonly Violation[]>(
    'axe.run(document, { resultTypes: ["violations"] }).then((results) => results.violations)',
  );
  return violations.flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id}: ${help}: ${html}`));
}

/** What is wider than the screen: whoever reads it would have to scroll in two directions (RGAA 10.11, WCAG 1.4.10). */
const tooWide = (page: Page): Promise<readonly string[]> =>
  page.evaluate<readonly string[]>(
    `[...document.querySelectorAll('*')]
      .filter((element) => element.getBoundingClientRect().right > document.documentElement.clientWidth + 0.5)
      .map((element) => element.outerHTML.slice(0, 200))`,
  );

/** What is pressed but is smaller than a fingertip; links in sentences are exempt (WCAG 2.5.8). */
const tooSmall = (page: Page): Promise<readonly string[]> =>
  page.evaluate<readonly string[]>(
    `[...document.querySelectorAll('button, .button, input:not([type=hidden], [hidden])')]
      .filter((element) => element.getBoundingClientRect().height < 44)
      .map((element) => element.outerHTML.slice(0, 200))`,
  );

/** Looks at a page as it is shown: whatever its language, its width and its theme, this holds. */
export async function inspectPage(page: Page, language: 'en' | 'fr'): Promise<void> {
  expect(await page.getAttribute('html', 'lang')).toBe(language);
  expect(await page.title()).not.toBe('');
  expect(await page.locator('h1').count()).toBe(1);
  expect(await tooWide(page)).toEqual([]);
  expect(await tooSmall(page)).toEqual([]);
  expect(await violationsOf(page)).toEqual([]);
}
