import { collectDefaultMetrics, type Registry } from 'prom-client';

/** Of several processes together the worst counts: a mean of them would hide the one that answers nobody. */
const WORST_COUNTS = [
  'regie_nodejs_eventloop_lag_seconds',
  'regie_nodejs_eventloop_lag_p90_seconds',
  'regie_nodejs_eventloop_lag_p99_seconds',
];

/** Measures this process: processor, memory, handles, event loop, collections. */
export function collectOwnMetrics(registry: Registry): void {
  collectDefaultMetrics({ register: registry, prefix: 'regie_' });
  for (const name of WORST_COUNTS) {
    const metric = registry.getSingleMetric(name);
    if (metric) Object.assign(metric, { aggregator: 'max' });
  }
}
