import { Counter, Gauge, Registry } from 'prom-client';
import { collectOwnMetrics } from '../observability/metrics/collect-own-metrics.ts';

/** What a parent measures: itself, and how the processes fare that it started. */
export function makeProcessMetrics() {
  const registry = new Registry();
  const registers = [registry];
  collectOwnMetrics(registry);
  return {
    registry,
    processes: new Gauge({
      name: 'regie_processes',
      help: 'Processes of `regie start --processes`, by role and state: wanted, running, or silent (did not answer in time)',
      labelNames: ['role', 'state'],
      registers,
    }),
    restarts: new Counter({
      name: 'regie_process_restarts_total',
      help: 'Processes that ended although nobody had asked them to, by role',
      labelNames: ['role'],
      registers,
    }),
  };
}
