import { accessSync, constants } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** Where Debian, Ubuntu and others put it. */
const USUAL_PATHS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
];

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** @throws Error when there is no Chromium on this machine */
function chromiumPath(): string {
  const named = process.env['CHROMIUM_PATH'];
  const found = (named === undefined ? USUAL_PATHS : [named]).find(isProgram);
  if (found === undefined) {
    throw new Error(
      'These tests look at pages in Chromium, which is missing here: install it (Debian: apt-get install chromium), ' +
        `or name it in CHROMIUM_PATH. Looked for: ${(named === undefined ? USUAL_PATHS : [named]).join(', ')}`,
    );
  }
  return found;
}

/** A Chromium without a window. In containers, where tests run as root, it has no sandbox: it reads only our own pages. */
export const launchChromium = (): Promise<Browser> =>
  chromium.launch({ executablePath: chromiumPath(), chromiumSandbox: process.getuid?.() !== 0 });
