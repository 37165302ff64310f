import type { Page } from 'playwright-core';

/** Presses a button, and waits until the page that answers is there. */
export async function submit(page: Page, button: string): Promise<void> {
  const loaded = page.waitForEvent('load');
  await page.click(button);
  await loaded;
}
