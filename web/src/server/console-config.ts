/** What the server says before sign-in. */
export type { ConsoleConfig } from '../../../src/infrastructure/console/console-config.ts';
