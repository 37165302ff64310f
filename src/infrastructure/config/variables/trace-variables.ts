import { number, optionalBaseUrl, optionalCustom, text } from '../values/variable.ts';

/** `name=value` separated by commas, values percent-encoded. */
function otlpHeaders(written: string): Readonly<Record<string, string>> {
  const pairs = written.split(',').map((pair) => {
    const [, name = '', value = ''] = /^\s*([\w!#$%&'*+.^`|~-]+)\s*=\s*(.*?)\s*$/.exec(pair) ?? [];
    if (name === '') throw new Error('must be name=value, separated by commas');
    try {
      return [name, decodeURIComponent(value)] as const;
    } catch {
      throw new Error('must have its values percent-encoded');
    }
  });
  return Object.fromEntries(pairs);
}

/** Variables of traces, by the names that OpenTelemetry gives them (OpenTelemetry SDK environment variables). */
export const TRACE_VARIABLES = {
  OTEL_EXPORTER_OTLP_ENDPOINT: optionalBaseUrl({
    description:
      'Address of the OpenTelemetry collector that takes traces, as OTLP over HTTP below /v1/traces',
    otherwise: 'nothing is traced',
    calls: 'traceCollector',
  }),
  OTEL_EXPORTER_OTLP_HEADERS: optionalCustom(
    {
      description: 'Headers sent to it: name=value separated by commas, values percent-encoded',
      secret: true,
    },
    otlpHeaders,
  ),
  OTEL_SERVICE_NAME: text('regie', { description: 'Our name in traces' }),
  OTEL_TRACES_SAMPLER_ARG: number(1, [0, 1], {
    description: 'Which part of all traces is kept, from 0 to 1, whatever callers ask for',
  }),
};
