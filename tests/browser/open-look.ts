import type { Browser, BrowserContext } from 'playwright-core';

/** How somebody looks at a page. */
export type Look = Readonly<{
  language?: 'en' | 'fr';
  /** Of the window, in pixels. */
  width?: number;
  colorScheme?: 'light' | 'dark';
  /** Who inspects a page needs them, as do passkeys; nothing else of ours does. */
  hasScripts?: boolean;
}>;

/** A browser of its own, without cookies, in which pages are looked at so. */
export async function openLook(
  browser: Browser,
  { language = 'en', width = 1280, colorScheme = 'light', hasScripts = false }: Look = {},
): Promise<BrowserContext> {
  const context = await browser.newContext({
    javaScriptEnabled: hasScripts,
    locale: language,
    viewport: { width, height: 720 },
    colorScheme,
  });
  context.setDefaultTimeout(20_000);
  return context;
}
