import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { tooWide, violationsOf } from '../support/page-faults.ts';

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
