import type { ConsoleConfig } from './console-config.ts';

export type ConsoleSettings = Readonly<{
  /** Folder of the built console, which may be made after the start. */
  folder: string;
}> &
  Pick<ConsoleConfig, 'theme' | 'signInButton'>;
