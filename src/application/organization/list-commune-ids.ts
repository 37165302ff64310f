import type { CommuneQueries } from './commune-queries.ts';

export type ListCommuneIds = () => Promise<readonly string[]>;

/** Registration ids of all active communes, for services that equip them (contract/rest-api.md 3.18). */
export const makeListCommuneIds =
  ({ communeQueries }: { communeQueries: CommuneQueries }): ListCommuneIds =>
  () =>
    communeQueries.registrationIds();
