import { describe, expect, it } from 'vitest';
import { DomainError } from '../../domain/shared/errors.ts';
import { describeError } from './describe-error.ts';

describe('describeError', () => {
  it('tells name, message, code, stack and every cause', () => {
    const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    const error = new DomainError('mailer.unavailable', 'No mail server', {
      cause: new Error('gave up', { cause: refused }),
    });
    const described = describeError(error);
    expect(described).toMatchObject({
      error: 'DomainError: No mail server',
      error_code: 'mailer.unavailable',
    });
    expect(described.traceback).toMatch(
      /No mail server\n +at [\s\S]*\nCaused by: Error: gave up\n[\s\S]*Caused by: Error: connect ECONNREFUSED\n/,
    );
    expect(describeError(refused).error_code).toBe('ECONNREFUSED');
  });

  it('tells an SQLSTATE, but not a code that may be a credential', () => {
    expect(describeError(Object.assign(new Error('x'), { code: '23505' })).error_code).toBe('23505');
    expect(
      describeError(Object.assign(new Error('x'), { code: 'SplxlOBeZQQYbYS6' })).error_code,
    ).toBeUndefined();
  });

  it('scrubs messages, stacks and causes', () => {
    const cause = new Error('GET https://a.fr/?code=S3cr3t failed');
    const error = new Error('with Bearer S3cr3t', { cause });
    expect(JSON.stringify(describeError(error))).not.toContain('S3cr3t');
  });

  it('bounds what it tells, also of causes that turn in a circle', () => {
    const error = new Error('x'.repeat(100_000));
    error.cause = new Error('inner', { cause: error });
    expect(JSON.stringify(describeError(error)).length).toBeLessThan(40_000);
    expect(describeError(error).traceback).toContain('Caused by: Error: inner');
  });

  it('tells the errors gathered in an aggregate', () => {
    const traceback = describeError(
      new AggregateError([new Error('first'), new Error('second')], 'both'),
    ).traceback;
    expect(traceback).toContain('Caused by: Error: first');
    expect(traceback).toContain('Caused by: Error: second');
  });

  it('describes what is not an error without its values', () => {
    expect(describeError('token=S3cr3t')).toEqual({ error: 'Thrown: token=[redacted]' });
    expect(describeError({ body: 'S3cr3t' })).toEqual({ error: 'Thrown: an object with body' });
    expect(describeError(null)).toEqual({ error: 'Thrown: null' });
  });
});
