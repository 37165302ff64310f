import { type Context, ROOT_CONTEXT, trace } from '@opentelemetry/api';
import { parseTraceParent } from '@opentelemetry/core';
import { isLongerThan } from '../../../domain/shared/text-length.ts';
import { currentTrace } from '../current-trace.ts';

const LENGTH_MAX = 512;

/** Where we are, as W3C Trace Context writes it (section 3.2); undefined where that is not kept. */
export function currentTraceparent(): string | undefined {
  const place = currentTrace();
  return place?.isRecorded ? `00-${place.traceId}-${place.spanId}-01` : undefined;
}

/** The place that was given so, to go on from. Whatever is not one begins a trace. */
export function placeOf(given: unknown): Context {
  const remote =
    typeof given === 'string' && !isLongerThan(given, LENGTH_MAX) ? parseTraceParent(given) : undefined;
  return remote ? trace.setSpanContext(ROOT_CONTEXT, { ...remote, isRemote: true }) : ROOT_CONTEXT;
}
