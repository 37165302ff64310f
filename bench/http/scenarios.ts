import type { Scenario } from './scenario.ts';
import { mailDomains } from './scenarios/mail-domains.ts';
import { mailboxes } from './scenarios/mailboxes.ts';
import { teamAccesses } from './scenarios/team-accesses.ts';
import { teams } from './scenarios/teams.ts';
import { usersMe } from './scenarios/users-me.ts';
import { usersSearch } from './scenarios/users-search.ts';

/** The measured scenarios, in this order. A new path is a file beside these and a line here. */
export const SCENARIOS: readonly Scenario[] = [
  usersMe,
  teams,
  teamAccesses,
  usersSearch,
  mailDomains,
  mailboxes,
];
