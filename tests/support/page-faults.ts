import axe from 'axe-core';
import type { Page } from 'playwright-core';

type Violation = Readonly<{ id: string; help: string; nodes: readonly Readonly<{ html: string }>[] }>;

/** What axe-core, which knows WCAG 2.2 AA and practices besides, finds wrong with a page. */
export async function violationsOf(page: Page): Promise<readonly string[]> {
  // Its source is evaluated through the debugger, which the page's content security policy does not bind.
  await page.evaluate(axe.source);
  const violations = await page.evaluate<readonly Violation[]>(
    'axe.run(document, { resultTypes: ["violations"] }).then((results) => results.violations)',
  );
  return violations.flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id}: ${help}: ${html}`));
}

/**
 * What is wider than the screen: whoever reads it would have to scroll in two directions (RGAA 10.11, WCAG 1.4.10).
 *
 * @param among a selector of the elements that are looked at
 */
export const tooWide = (page: Page, among = '*'): Promise<readonly string[]> =>
  page.evaluate<readonly string[]>(
    `[...document.querySelectorAll(${JSON.stringify(among)})]
      .filter((element) => element.getBoundingClientRect().right > document.documentElement.clientWidth + 0.5)
      .map((element) => element.outerHTML.slice(0, 200))`,
  );
