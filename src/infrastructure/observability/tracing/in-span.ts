import {
  type Attributes,
  type Context,
  ROOT_CONTEXT,
  type Span,
  type SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import { outcomeOfFailure } from '../calls/outcome-of.ts';
import { currentTrace, runInTrace, type TracePlace } from '../current-trace.ts';

export type SpanOptions = Readonly<{
  kind: SpanKind;
  attributes: Attributes;
  /** What it is a part of; where we are by default. */
  parent?: Context;
}>;

/** Begins a span, which its caller ends. */
export function beginSpan(
  tracer: Tracer,
  name: string,
  { kind, attributes, parent = currentTrace()?.context ?? ROOT_CONTEXT }: SpanOptions,
): Readonly<{ span: Span; place: TracePlace }> {
  const span = tracer.startSpan(name, { kind, attributes }, parent);
  const { traceId, spanId } = span.spanContext();
  const context = trace.setSpan(parent, span);
  return { span, place: { traceId, spanId, isRecorded: span.isRecording(), context } };
}

/** Ends a span that failed, by a stable code: messages may hold what is secret or personal. */
export function endFailed(span: Span, error: unknown): void {
  span.setAttribute('error.type', outcomeOfFailure(error));
  span.setStatus({ code: SpanStatusCode.ERROR });
  span.end();
}

/** Calls in a span of its own, which ends when the answer is there. */
export function inSpan<Answer>(
  tracer: Tracer,
  name: string,
  options: SpanOptions,
  call: () => Answer,
): Answer {
  const { span, place } = beginSpan(tracer, name, options);
  try {
    const answer = runInTrace(place, call);
    if (answer instanceof Promise) {
      answer.then(
        () => span.end(),
        (error: unknown) => endFailed(span, error),
      );
    } else span.end();
    return answer;
  } catch (error) {
    endFailed(span, error);
    throw error;
  }
}
