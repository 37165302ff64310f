import type { AccessibilityStatement, ConsoleConfig } from './console-config.ts';

export type ConsoleSettings = Readonly<{
  /** Folder of the built console, which may be made after the start. */
  folder: string;
  /** Address of the list of services that a menu shows; undefined: there is none. */
  services?: string | undefined;
  /** What our own accessibility statement says; undefined: nothing has been said. */
  statement?: AccessibilityStatement | undefined;
}> &
  Pick<ConsoleConfig, 'theme' | 'signInButton'>;
