import type { Pool } from 'pg';
import type { Adapters } from '../../container/inputs/adapters.ts';
import type { AroundJob } from '../../jobs/job-task.ts';
import type { BeginTrace } from '../request-summary.ts';

/** What an application does to be traced, where it is (OpenTelemetry). */
export type Tracing = Readonly<{
  adapters: (adapters: Adapters) => Adapters;
  /** Makes statements on its connections spans. */
  pool: (pool: Pool) => void;
  beginRequest: BeginTrace;
  aroundJob: AroundJob;
  /** Sends what is left, for so long as the server takes it. */
  close: () => Promise<void>;
}>;
