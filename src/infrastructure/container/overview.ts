import { makeReadNeeds } from '../../application/overview/read-needs.ts';
import { area, type UseCasesOf } from './inputs/area.ts';

/** What needs a person. */
export const overview = area('Overview', (given) => ({ useCases: { readNeeds: makeReadNeeds(given) } }));
export type OverviewUseCases = UseCasesOf<typeof overview>;
