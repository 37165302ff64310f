import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { collectOwnMetrics } from './collect-own-metrics.ts';

/** Up to which many seconds, of requests that we answer. */
const OF_REQUESTS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
/** Of calls of other systems, and of jobs, which wait longer. */
const OF_CALLS = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

export type Metrics = ReturnType<typeof makeMetrics>;

/**
 * Everything that is measured, by the names that dashboards and alert rules use: they stay. Labels have few values each:
 * templates of paths, names of jobs, stable codes; never an id, an address or a text of somebody. An `aggregator` is what
 * becomes of the values of several processes that are read as one: their sum, unless all of them look at the same thing.
 */
export function makeMetrics() {
  const registry = new Registry();
  const registers = [registry];
  collectOwnMetrics(registry);
  return {
    registry,
    requests: new Histogram({
      name: 'regie_http_request_duration_seconds',
      help: 'Time to answer requests, by method, template of the path and status',
      labelNames: ['method', 'route', 'status'],
      buckets: OF_REQUESTS,
      registers,
    }),
    outgoing: new Histogram({
      name: 'regie_outgoing_call_duration_seconds',
      help: 'Time that calls of other systems take, by system, operation and how they ended',
      labelNames: ['system', 'operation', 'outcome'],
      buckets: OF_CALLS,
      registers,
    }),
    jobs: new Histogram({
      name: 'regie_job_duration_seconds',
      help: 'Time that jobs take, by job and how they ended: done, again (later), postponed (an outage) or failed',
      labelNames: ['job', 'outcome'],
      buckets: OF_CALLS,
      registers,
    }),
    syntheticChecks: new Histogram({
      name: 'regie_synthetic_check_duration_seconds',
      help: 'Time that steps of a check of the mail service take, by step and how they ended: done, late or refused',
      labelNames: ['step', 'outcome'],
      buckets: OF_CALLS,
      registers,
    }),
    signIns: new Counter({
      name: 'regie_sign_ins_total',
      help: 'Attempts to sign in, by kind and how they ended',
      labelNames: ['kind', 'outcome'],
      registers,
    }),
    throttled: new Counter({
      name: 'regie_throttled_total',
      help: 'Requests refused because a person made too many, by what is counted',
      labelNames: ['limit'],
      registers,
    }),
    waitingJobs: new Gauge({
      name: 'regie_jobs',
      help: 'Jobs in the queue, by job and state: due, later, running, postponed (an outage) or given_up',
      labelNames: ['job', 'state'],
      aggregator: 'max',
      registers,
    }),
    oldestJob: new Gauge({
      name: 'regie_jobs_oldest_due_seconds',
      help: 'How long the oldest due job has waited for a worker, by job',
      labelNames: ['job'],
      aggregator: 'max',
      registers,
    }),
    mailChanges: new Gauge({
      name: 'regie_mail_changes_waiting',
      help: 'Changes that the mail service has not carried out yet, by what they are about',
      labelNames: ['object'],
      aggregator: 'max',
      registers,
    }),
    oldestMailChange: new Gauge({
      name: 'regie_mail_changes_oldest_seconds',
      help: 'How long the oldest of these changes has waited',
      aggregator: 'max',
      registers,
    }),
    mails: new Gauge({
      name: 'regie_mails_unsent',
      help: 'Mails that are not sent, by state: waiting, troubled (refused for now), refused or given_up',
      labelNames: ['state'],
      aggregator: 'max',
      registers,
    }),
    auditMonthsAhead: new Gauge({
      name: 'regie_audit_months_ahead',
      help: 'Months after the present one for which the audit log has parts; -1 when the present one has none',
      aggregator: 'min',
      registers,
    }),
    connections: new Gauge({
      name: 'regie_database_connections',
      help: 'Connections to the database, by pool and state: busy, idle, or wanted by those who wait for one',
      labelNames: ['pool', 'state'],
      registers,
    }),
    liveStreams: new Gauge({
      name: 'regie_live_streams',
      help: 'Pages that this process tells what changes',
      registers,
    }),
    databaseRead: new Gauge({
      name: 'regie_database_state_readable',
      help: '1 when queue, changes and mails could be read for this answer, 0 when the database did not answer',
      aggregator: 'min',
      registers,
    }),
    quarantine: new Gauge({
      name: 'regie_quarantine',
      help: '1 while this installation is in quarantine and reaches no other system, 0 otherwise',
      aggregator: 'max',
      registers,
    }),
    certificates: new Gauge({
      name: 'regie_certificate_expiry_timestamp_seconds',
      help: 'When the certificate of another system ends, in seconds since 1970',
      labelNames: ['system'],
      aggregator: 'min',
      registers,
    }),
  };
}
