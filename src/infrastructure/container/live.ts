import { makeWatchMailDomain, makeWatchOwnMailDomains } from '../../application/live/watch-changes.ts';
import { area, type UseCasesOf } from './inputs/area.ts';

/** What people look at, and are told of when it changes. */
export const live = area('Live', (given) => ({
  useCases: {
    watchMailDomain: makeWatchMailDomain(given),
    watchOwnMailDomains: makeWatchOwnMailDomains(given),
  },
}));
export type LiveUseCases = UseCasesOf<typeof live>;
