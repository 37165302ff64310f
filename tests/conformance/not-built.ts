import type { NotBuilt } from './rule.ts';

/** What the application lacks besides whole routes and methods, which are found by asking it. */
export const NOT_BUILT: readonly NotBuilt[] = [
  { what: 'throttling', when: ({ response }) => response.status === 429 },
  { what: 'sign-in of mailboxes', when: ({ actor }) => actor?.kind === 'mailbox' },
];
