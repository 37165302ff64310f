import { SpanKind } from '@opentelemetry/api';
import { setGlobalErrorHandler } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import type { Logger } from '../../../application/shared/logger.ts';
import { aroundCalls } from '../calls/around-calls.ts';
import { aroundOutgoing } from '../calls/outgoing-systems.ts';
import { carryTraceparent } from './carry-traceparent.ts';
import { inSpan } from './in-span.ts';
import { tellTraceparent } from './tell-traceparent.ts';
import { traceRequest } from './trace-request.ts';
import { traceStatements } from './trace-statements.ts';
import { placeOf } from './traceparent.ts';
import type { Tracing } from './tracing.ts';

export type TracingSettings = Readonly<{
  /** Where spans are sent, in the form of OTLP over HTTP. */
  url: string;
  headers: Readonly<Record<string, string>>;
  serviceName: string;
  /** Which part of all traces is kept, from 0 to 1. */
  ratio: number;
}>;

type Options = Readonly<{
  settings: TracingSettings;
  environment: string;
  release: string;
  /** The address of the mail service, which is told of our traces. */
  mailServiceAddress: string;
  logger: Logger;
}>;

const EXPORT_TIMEOUT_MS = 5_000;
/** How long an outage of the server is told only once. */
const QUIET_MS = 10 * 60_000;
const ATTRIBUTE_MAX_LENGTH = 2_000;

/** Starts to trace, and to send what is traced. Who asks decides which trace a request belongs to, but not whether it is kept. */
export function startTracing({
  settings,
  environment,
  release,
  mailServiceAddress,
  logger,
}: Options): Tracing {
  const { url, headers, serviceName, ratio } = settings;
  const tell = tellOnce(logger);
  setGlobalErrorHandler(tell);
  const byRatio = new TraceIdRatioBasedSampler(ratio);
  const provider = new TracerProvider({
    resource: resourceFromAttributes({
      'service.name': serviceName,
      'service.version': release,
      'deployment.environment.name': environment,
    }),
    sampler: new ParentBasedSampler({
      root: byRatio,
      remoteParentSampled: byRatio,
      remoteParentNotSampled: byRatio,
    }),
    spanLimits: { attributeValueLengthLimit: ATTRIBUTE_MAX_LENGTH },
    spanProcessors: [
      new BatchSpanProcessor({
        exporter: new OTLPTraceExporter({ url, headers: { ...headers }, timeoutMillis: EXPORT_TIMEOUT_MS }),
        exportTimeoutMillis: EXPORT_TIMEOUT_MS,
      }),
    ],
  });
  const tracer = provider.getTracer('regie', release);
  const stopTelling = tellTraceparent(mailServiceAddress);
  const kind = SpanKind.CLIENT;
  return {
    adapters: (adapters) => ({
      ...aroundOutgoing(adapters, (port, system) =>
        aroundCalls(port, (operation, call) =>
          inSpan(tracer, `${system} ${operation}`, { kind, attributes: { 'peer.service': system } }, call),
        ),
      ),
      unitOfWork: carryTraceparent(adapters.unitOfWork),
    }),
    pool: (pool) => traceStatements(pool, tracer),
    beginRequest: traceRequest(tracer),
    aroundJob: (job, traceparent, work) =>
      inSpan(
        tracer,
        `job ${job}`,
        {
          kind: SpanKind.CONSUMER,
          attributes: { 'messaging.destination.name': job },
          parent: placeOf(traceparent),
        },
        work,
      ),
    close: async () => {
      stopTelling();
      await provider.shutdown().catch(tell);
    },
  };
}

/** An outage of the server that takes traces is nothing that people notice: it is told, not repeated. */
function tellOnce(logger: Logger): (error: unknown) => void {
  let quietUntil = 0;
  return (error) => {
    if (performance.now() < quietUntil) return;
    quietUntil = performance.now() + QUIET_MS;
    logger.warn('traces could not be sent', {}, error);
  };
}
