import { SpanKind, SpanStatusCode, type Tracer } from '@opentelemetry/api';
import { runInTrace } from '../current-trace.ts';
import type { BeginTrace } from '../request-summary.ts';
import { beginSpan } from './in-span.ts';
import { placeOf } from './traceparent.ts';

/** What begins the span of a request, whose name is known when it ends. Paths and queries may be personal: only templates are told. */
export const traceRequest =
  (tracer: Tracer): BeginTrace =>
  ({ method, traceparent, id }) => {
    const { span, place } = beginSpan(tracer, method, {
      kind: SpanKind.SERVER,
      attributes: { 'http.request.method': method, 'regie.request_id': id },
      parent: placeOf(traceparent),
    });
    return {
      run: (work) => runInTrace(place, work),
      end: ({ route, status }) => {
        if (route !== undefined) {
          span.updateName(`${method} ${route}`);
          span.setAttribute('http.route', route);
        }
        span.setAttribute('http.response.status_code', status);
        if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
        span.end();
      },
    };
  };
