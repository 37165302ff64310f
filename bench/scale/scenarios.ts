import type { Caller } from './choose-callers.ts';

/** The requests, by name. */
export const SCENARIOS: Readonly<Record<string, (caller: Caller) => string>> = {
  'users-search': ({ search }) => `users/?q=${encodeURIComponent(search)}`,
  'teams-list': () => 'teams/',
  'accesses-list': ({ teamId }) => `teams/${teamId}/accesses/?ordering=user__name`,
};
