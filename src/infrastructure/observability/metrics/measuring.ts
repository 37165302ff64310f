import type { UseCases } from '../../container/container.ts';
import type { Adapters } from '../../container/inputs/adapters.ts';
import type { OnJobEnd } from '../../jobs/job-task.ts';
import type { EndedRequest } from '../request-summary.ts';
import { measuredAdapters } from './measured-adapters.ts';
import { measuredUseCases } from './measured-use-cases.ts';
import { type Metrics, makeMetrics } from './metrics.ts';

/** What an application reports to its metrics, where it has any. */
export type Measuring = Readonly<{
  metrics: Metrics;
  adapters: (adapters: Adapters) => Adapters;
  useCases: (useCases: UseCases) => UseCases;
  onRequestEnd: (ended: EndedRequest) => void;
  onJobEnd: OnJobEnd;
}>;

/** Methods that have a meaning here; a client may send any word as one. */
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

export function startMeasuring(): Measuring {
  const metrics = makeMetrics();
  return {
    metrics,
    adapters: (adapters) => measuredAdapters(adapters, metrics),
    useCases: (useCases) => measuredUseCases(useCases, metrics),
    onRequestEnd: ({ method, route = '(none)', status, seconds }) =>
      metrics.requests.observe({ method: METHODS.has(method) ? method : '(other)', route, status }, seconds),
    onJobEnd: (job, outcome, seconds) => metrics.jobs.observe({ job, outcome }, seconds),
  };
}
