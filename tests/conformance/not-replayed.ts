import type { NotReplayed } from './rule.ts';

/** Why some recordings are not replayed, besides routes and methods that do not exist yet: those are found by asking. */
export const NOT_REPLAYED: readonly NotReplayed[] = [
  { why: 'throttling is not built', when: ({ response }) => response.status === 429 },
  { why: 'sign-in of mailboxes is not built', when: ({ actor }) => actor?.kind === 'mailbox' },
  {
    why: 'the heartbeat tells the state of an installation, not of its data',
    when: ({ request }) => request.path.startsWith('/__heartbeat__'),
  },
];
