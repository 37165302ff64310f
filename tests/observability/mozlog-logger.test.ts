import { hostname } from 'node:os';
import { describe, expect, it } from 'vitest';
import { createLogger } from '../../src/infrastructure/observability/mozlog-logger.ts';
import { runInRequest } from '../../src/infrastructure/observability/request-context.ts';
import { keepLines } from './log-lines.ts';

function open(level: 'debug' | 'info' | 'error' | 'silent' = 'info') {
  const kept = keepLines();
  return { ...kept, logger: createLogger({ name: 'regie.test', level, release: '1.2.3', ...kept }) };
}

describe('mozlog logger', () => {
  it('writes one line of mozlog per entry', () => {
    const { logger, lines, entries } = open();
    const before = Date.now();
    logger.info('Domain created', { domain: 'a.fr', boxes: 2, none: undefined });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^\{.*\}\n$/);
    expect(entries()[0]).toEqual({
      Timestamp: expect.any(Number),
      Type: 'regie.test',
      Logger: 'regie',
      Hostname: hostname(),
      EnvVersion: '2.0',
      Severity: 6,
      Pid: process.pid,
      Fields: { domain: 'a.fr', boxes: 2, msg: 'Domain created', release: '1.2.3' },
    });
    const nanoseconds = BigInt(/"Timestamp":(\d+)[,}]/.exec(lines[0] ?? '')?.[1] ?? '0');
    expect(nanoseconds).toBeGreaterThanOrEqual(BigInt(before) * 1_000_000n);
    expect(nanoseconds).toBeLessThanOrEqual(BigInt(Date.now()) * 1_000_000n);
  });

  it('gives syslog severities and honours the level', () => {
    const everything = open('debug');
    everything.logger.debug('d');
    everything.logger.info('i');
    everything.logger.warn('w');
    everything.logger.error('e');
    expect(everything.entries().map((entry) => entry.Severity)).toEqual([7, 6, 4, 3]);
    const errors = open('error');
    errors.logger.info('i');
    errors.logger.warn('w');
    errors.logger.error('e');
    expect(errors.entries().map((entry) => entry.Fields['msg'])).toEqual(['e']);
    const silent = open('silent');
    silent.logger.error('e');
    expect(silent.lines).toEqual([]);
  });

  it('adds the id of the request, across asynchronous work, and none elsewhere', async () => {
    const { logger, entries } = open();
    const work = async (message: string) => {
      await new Promise((resolve) => setImmediate(resolve));
      logger.info(message);
    };
    await Promise.all([
      runInRequest('r-1', () => work('one')),
      runInRequest('r-2', () => work('two')),
      work('none'),
    ]);
    const ids = Object.fromEntries(entries().map(({ Fields }) => [Fields['msg'], Fields['rid']]));
    expect(ids).toEqual({ one: 'r-1', two: 'r-2', none: undefined });
  });

  it('tells an error with its causes', () => {
    const { logger, entries } = open();
    logger.warn('Will retry', { attempt: 1 }, new Error('outer', { cause: new TypeError('inner') }));
    expect(entries()[0]?.Fields).toMatchObject({ attempt: 1, msg: 'Will retry', error: 'Error: outer' });
    expect(entries()[0]?.Fields['traceback']).toMatch(/Error: outer\n[\s\S]*Caused by: TypeError: inner\n/);
  });

  it('writes no secret, wherever it stands, and stays on one line', () => {
    const { logger, lines } = open('debug');
    const cause = new Error('postgres://regie:S3cr3t@db:5432/regie');
    logger.error(
      'GET /cb?code=S3cr3t\nAuthorization: Basic S3cr3t',
      { password: 'S3cr3t', link: 'https://webmail.fr/code/S3cr3t', note: '{"id_token":"S3cr3t"}' },
      new Error('Bearer S3cr3t', { cause }),
    );
    logger.info('access_token=S3cr3t', { 'set-cookie': 'sessionid=S3cr3t' });
    expect(lines).toHaveLength(2);
    expect(lines.join('')).not.toContain('S3cr3t');
    expect(lines.every((line) => line.indexOf('\n') === line.length - 1)).toBe(true);
  });
});
