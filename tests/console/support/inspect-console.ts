import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

type Violation = Readonly<{ id: string; help: string; nodes: readonly Readonly<{ html: string }>[] }>;

/** What axe-core, which knows WCAG 2.2 AA and practices besides, finds wrong with a page. */
async function violationsOf(page: Page): Promise<readonly string[]> {
  // Its source is evaluated through the debugger, which the page's content security policy does not bind.
  await page.evaluate(axe.source);
  const violations = await page.evaluate<readonly Violation[]>(
    'axe.run(document, { resultTypes: ["violations"] }).then((results) => results.violations)',
  );
  return violations.flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id}: ${help}: ${html}`));
}

/** What is wider than the screen: whoever reads it would have to scroll in two directions (RGAA 10.11, WCAG 1.4.10). */
const tooWide = (page: Page): Promise<readonly string[]> =>
  page.evaluate<readonly string[]>(
    `[...document.querySelectorAll('body *:not(.visually-hidden, .visually-hidden *, .skip)')]
      .filter((element) => element.getBoundingClientRect().right > document.documentElement.clientWidth + 0.5)
      .map((element) => element.outerHTML.slice(0, 200))`,
  );

/** Looks at a page of the console as it is shown: whatever its language, its width and its theme, this holds. */
export async function inspectConsole(page: Page, language: 'en' | 'fr'): Promise<void> {
  expect(await page.getAttribute('html', 'lang')).toBe(language);
  expect(await page.title()).toMatch(/^.+ – La Régie$/);
  expect(await page.locator('h1').count()).toBe(1);
  expect(await tooWide(page)).toEqual([]);
  expect(await violationsOf(page)).toEqual([]);
}
