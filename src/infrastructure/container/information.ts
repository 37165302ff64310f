import { makeGetStatistics } from '../../application/shared/information/get-statistics.ts';
import { makeThrottleWrite } from '../../application/shared/throttling/count-action.ts';
import { makeThrottleRequest } from '../../application/shared/throttling/throttle-request.ts';
import { area, type UseCasesOf } from './inputs/area.ts';

/** Public information, and the throttle of requests. */
export const information = area('Information', (given) => ({
  useCases: {
    getStatistics: makeGetStatistics(given),
    throttleRequest: makeThrottleRequest(given),
    throttleWrite: makeThrottleWrite(given),
  },
}));
export type InformationUseCases = UseCasesOf<typeof information>;
