import { type Attributes, SpanKind, type Tracer } from '@opentelemetry/api';
import type { Pool } from 'pg';
import { currentTrace } from '../current-trace.ts';
import { beginSpan, endFailed, inSpan } from './in-span.ts';

const TEXT_MAX_LENGTH = 2_000;
const VERB = /^\s*([a-z]+)/i;

type Callback = (error: unknown, result: unknown) => void;
const isCallback = (given: unknown): given is Callback => typeof given === 'function';

/** The text of a statement: values are no part of it. */
const textOf = (statement: unknown): string | undefined =>
  typeof statement === 'string' ? statement : (statement as { readonly text?: string } | null)?.text;

const optionsOf = (text: string) => ({
  kind: SpanKind.CLIENT,
  attributes: {
    'db.system.name': 'postgresql',
    'db.query.text': text.slice(0, TEXT_MAX_LENGTH),
  } satisfies Attributes,
});

/**
 * Makes each statement on connections of this pool a span of the trace it belongs to. Statements that belong to none, as those
 * by which the queue looks for work, begin none. One that answers several callers at once belongs to the first of them.
 */
export function traceStatements(pool: Pool, tracer: Tracer): void {
  pool.on('connect', (client) => {
    const { query } = client;
    const ask = (...given: unknown[]): unknown => Reflect.apply(query, client, given);
    const traced = (statement: unknown, values: unknown, callback: unknown): unknown => {
      const text = currentTrace()?.isRecorded ? textOf(statement) : undefined;
      if (text === undefined) return ask(statement, values, callback);
      const name = VERB.exec(text)?.[1]?.toUpperCase() ?? 'SQL';
      const answering = isCallback(callback) ? callback : values;
      if (!isCallback(answering)) return inSpan(tracer, name, optionsOf(text), () => ask(statement, values));
      const { span } = beginSpan(tracer, name, optionsOf(text));
      const settle: Callback = (error, result) => {
        if (error) endFailed(span, error);
        else span.end();
        answering(error, result);
      };
      return isCallback(callback) ? ask(statement, values, settle) : ask(statement, settle);
    };
    Object.defineProperty(client, 'query', { value: traced, configurable: true, writable: true });
  });
}
