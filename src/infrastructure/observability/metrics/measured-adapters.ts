import type { Adapters } from '../../container/inputs/adapters.ts';
import { aroundOutgoing } from '../calls/outgoing-systems.ts';
import type { Metrics } from './metrics.ts';
import { timed } from './timed.ts';

/** The same adapters; those of other systems report how long they take and how they end. */
export const measuredAdapters = (adapters: Adapters, { outgoing, syntheticChecks }: Metrics): Adapters => ({
  ...aroundOutgoing(adapters, (port, system) =>
    timed(port, (operation, outcome, seconds) => outgoing.observe({ system, operation, outcome }, seconds)),
  ),
  syntheticCheckReport: {
    report: (step, outcome, seconds) => syntheticChecks.observe({ step, outcome }, seconds),
  },
});
