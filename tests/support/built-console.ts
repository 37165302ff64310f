import { existsSync } from 'node:fs';
import type { TestProject } from 'vitest/node';
import { buildConsole } from '../../dev/start/console-build.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the built console is. */
    consoleFolder: string;
  }
}

/** Builds the console, unless it is there already, for tests that look at it. */
export async function setup({ provide }: TestProject): Promise<void> {
  const lines: string[] = [];
  const { folder, ended } = buildConsole((line) => lines.push(line));
  await ended;
  if (!existsSync(folder)) throw new Error(`The console could not be built: ${lines.join('\n')}`);
  provide('consoleFolder', folder);
}
