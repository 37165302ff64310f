import { createTransport } from '@sentry/node';
import express, { type ErrorRequestHandler } from 'express';
import { describe, expect, it } from 'vitest';
import { DomainError } from '../../src/domain/shared/errors.ts';
import { createLogger } from '../../src/infrastructure/observability/mozlog-logger.ts';
import { runInRequest } from '../../src/infrastructure/observability/request-context.ts';
import { requestSummary } from '../../src/infrastructure/observability/request-summary.ts';
import { startErrorReporting } from '../../src/infrastructure/observability/start-error-reporting.ts';
import { eventually } from '../support/eventually.ts';
import { serve } from './http-fixture.ts';
import { keepLines } from './log-lines.ts';

const DSN = 'https://publickey@sentry.example.fr/42';

type SentEvent = {
  readonly tags: Record<string, string>;
  readonly extra: Record<string, unknown>;
  readonly exception: { readonly values: readonly { type: string; value: string; stacktrace?: object }[] };
} & Record<string, unknown>;

/** The real SDK on a transport that keeps the envelopes. */
async function open() {
  const envelopes: string[] = [];
  const reporter = await startErrorReporting({
    dsn: DSN,
    environment: 'staging',
    release: '1.2.3',
    transport: (options) =>
      createTransport(options, async ({ body }) => {
        envelopes.push(typeof body === 'string' ? body : Buffer.from(body).toString());
        return { statusCode: 200 };
      }),
  });
  const events = async () => {
    expect(await reporter.close(2_000)).toBe(true);
    return envelopes.map((envelope): SentEvent => JSON.parse(envelope.split('\n')[2] ?? ''));
  };
  const kept = keepLines();
  const logger = createLogger({ name: 'regie.test', level: 'info', release: '1.2.3', reporter, ...kept });
  return { reporter, envelopes, events, logger, lines: kept.lines };
}

describe('error reporting', () => {
  it('sends an event with environment, release, application, request id, stack and causes', async () => {
    const { logger, events } = await open();
    const error = new DomainError('mailer.unavailable', 'No mail server', { cause: new TypeError('inner') });
    runInRequest('req-7', () => logger.error('Cannot send', { mailbox: 'm-1' }, error));
    const [event, ...others] = await events();
    expect(others).toEqual([]);
    expect(event).toMatchObject({
      environment: 'staging',
      release: '1.2.3',
      level: 'error',
      tags: { application: 'backend', request_id: 'req-7', logger: 'regie.test' },
      extra: { mailbox: 'm-1', log_message: 'Cannot send' },
    });
    expect(event?.exception.values.map(({ type, value }) => [type, value])).toEqual([
      ['TypeError', 'inner'],
      ['DomainError', 'No mail server'],
    ]);
    expect(JSON.stringify(event?.exception.values[1]?.stacktrace)).toContain('error-reporter.test.ts');
  });

  it('sends one event of one failure, however often and wrapped it is reported', async () => {
    const { logger, reporter, events } = await open();
    const error = new Error('first');
    logger.error('once', {}, error);
    logger.error('twice', {}, error);
    reporter.capture(error);
    logger.error('wrapped', {}, new Error('outer', { cause: error }));
    expect(await events()).toHaveLength(1);
  });

  it('sends each of two failures that look alike', async () => {
    const { logger, events } = await open();
    for (const _ of [1, 2]) logger.error('again', {}, new Error('same'));
    expect(await events()).toHaveLength(2);
  });

  it('reports errors only: neither warnings nor entries without an error', async () => {
    const { logger, events } = await open();
    logger.warn('warned', {}, new Error('expected'));
    logger.error('told', { code: 500 });
    logger.info('fine');
    logger.error('thrown text', {}, 'plain text');
    const sent = await events();
    expect(sent.map(({ exception }) => exception.values[0]?.value)).toEqual(['plain text']);
  });

  it('makes one event of a request that fails, not a second one of its summary', async () => {
    const { logger, reporter, events } = await open();
    const summaries = keepLines();
    const summary = createLogger({
      name: 'request.summary',
      level: 'info',
      release: '1',
      reporter,
      ...summaries,
    });
    const onError: ErrorRequestHandler = (error, _req, res, _next) => {
      logger.error('Unhandled error', {}, error);
      summary.error('same', {}, new Error('ignored for its logger'));
      res.status(500).json({});
    };
    const app = express();
    app.use(requestSummary({ logger: summary, ids: { next: <Id extends string>() => 'made-up' as Id } }));
    app.get('/boom', () => Promise.reject(new Error('boom')));
    app.use(onError);
    const server = await serve(app);
    await fetch(`${server.url}/boom?code=S3cr3t`, { headers: { 'x-request-id': 'req-9' } });
    await eventually(() => expect(summaries.lines).toHaveLength(2));
    await server.close();
    const sent = await events();
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({ tags: { request_id: 'req-9' } });
    expect(sent[0]?.exception.values[0]?.value).toBe('boom');
  });

  it('sends no secret', async () => {
    const { logger, reporter, envelopes, events } = await open();
    const cause = Object.assign(new Error('connect postgres://regie:S3cr3t@db:5432/regie'), {
      headers: { authorization: 'Bearer S3cr3t' },
    });
    const error = new Error(
      'GET https://u:S3cr3t@a.fr/cb?code=S3cr3t&state=S3cr3t Authorization: Basic S3cr3t',
      {
        cause,
      },
    );
    const fields = {
      password: 'S3cr3t',
      url: 'https://a.fr/code/S3cr3t',
      cookie: 'sessionid=S3cr3t',
      kept: 'yes',
    };
    runInRequest('req-1', () => logger.error('cookie: sessionid=S3cr3t', fields, error));
    reporter.capture({ thrown: 'object', token: 'S3cr3t', nested: { client_secret: 'S3cr3t' } });
    const sent = await events();
    expect(sent).toHaveLength(2);
    expect(sent[0]?.extra).toMatchObject({ kept: 'yes', password: '[redacted]' });
    expect(envelopes.join('')).not.toContain('S3cr3t');
    expect(sent[0]).not.toHaveProperty('request');
    expect(sent[0]).not.toHaveProperty('breadcrumbs');
    expect(sent[0]).not.toHaveProperty('user');
  });

  it('keeps working on frozen errors and after it was closed', async () => {
    const { reporter, events } = await open();
    const frozen = Object.freeze(new Error('frozen'));
    reporter.capture(frozen);
    reporter.capture(frozen);
    expect(await events()).toHaveLength(1);
    expect(() => reporter.capture(new Error('late'))).not.toThrow();
  });

  it('says when it could not send everything in time', async () => {
    const reporter = await startErrorReporting({
      dsn: DSN,
      environment: 'staging',
      release: '1',
      transport: (options) => createTransport(options, () => new Promise(() => undefined)),
    });
    reporter.capture(new Error('stuck'));
    expect(await reporter.close(20)).toBe(false);
  });

  it('does nothing without a DSN and refuses nonsense without quoting it', async () => {
    const reporter = await startErrorReporting({ environment: 'test', release: '1' });
    reporter.capture(new Error('nobody listens'));
    expect(await reporter.close(1)).toBe(true);
    for (const dsn of ['S3cr3t', 'https://sentry.example.fr/42', 'https://S3cr3t@sentry.example.fr/']) {
      await expect(startErrorReporting({ dsn, environment: 'test', release: '1' })).rejects.toThrow(
        /^The DSN of the error tracker is not valid$/,
      );
    }
  });
});
