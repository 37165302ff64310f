import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { tooWide, violationsOf } from '../../support/page-faults.ts';

/** What is hidden from sight alone may lie anywhere. */
const SEEN = 'body *:not(.visually-hidden, .visually-hidden *, .skip)';

/** Looks at a page of the console as it is shown: whatever its language, its width and its theme, this holds. */
export async function inspectConsole(page: Page, language: 'en' | 'fr'): Promise<void> {
  expect(await page.getAttribute('html', 'lang')).toBe(language);
  expect(await page.title()).toMatch(/^.+ – La Régie$/);
  expect(await page.locator('h1').count()).toBe(1);
  expect(await tooWide(page, SEEN)).toEqual([]);
  expect(await violationsOf(page)).toEqual([]);
}
