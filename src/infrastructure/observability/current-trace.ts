import { AsyncLocalStorage } from 'node:async_hooks';
import type { Context } from '@opentelemetry/api';

/** Where in a trace something happens. Ids are those of W3C Trace Context: 32 and 16 hexadecimal digits. */
export type TracePlace = Readonly<{
  traceId: string;
  spanId: string;
  /** Whether this trace is one of those that are kept. */
  isRecorded: boolean;
  context: Context;
}>;

const places = new AsyncLocalStorage<TracePlace>();

/** Runs `work`, and everything it starts, at that place. */
export const runInTrace = <T>(place: TracePlace, work: () => T): T => places.run(place, work);

/** Where we are; undefined outside of traces, and where nothing is traced. */
export const currentTrace = (): TracePlace | undefined => places.getStore();

/** The members of a log line that lead to its trace. */
export const traceFields = (place = currentTrace()): Readonly<Record<string, string>> =>
  place === undefined ? {} : { trace_id: place.traceId, span_id: place.spanId };
