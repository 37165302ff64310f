import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { answerFailure, transportFailure } from './dimail-failure.ts';

const now = new Date('2026-11-23T10:00:00Z');

/** An error as HTTP libraries throw it, with the request attached. */
const thrownWith = (code: string) =>
  Object.assign(new Error('other side closed'), {
    code,
    request: { headers: ['authorization', 'Basic s3cret'] },
  });

describe('transportFailure', () => {
  it.each([
    ['UND_ERR_SOCKET', 'mail_provisioner.unavailable'],
    ['ECONNREFUSED', 'mail_provisioner.unavailable'],
    ['UND_ERR_HEADERS_TIMEOUT', 'mail_provisioner.unavailable'],
    ['HPE_INVALID_CONSTANT', 'mail_provisioner.unexpected'],
    ['UND_ERR_RES_EXCEEDED_MAX_SIZE', 'mail_provisioner.unexpected'],
    ['UND_ERR_HEADERS_OVERFLOW', 'mail_provisioner.unexpected'],
  ])('takes %s for %s', (code, expected) => {
    const failure = transportFailure('GET /x', thrownWith(code));
    expect(failure).toMatchObject({ code: expected, message: expect.stringContaining('GET /x') });
  });

  it('keeps what was thrown as words only, never what was attached to it', () => {
    const shown = inspect(transportFailure('GET /x', thrownWith('UND_ERR_SOCKET')), { depth: 10 });
    expect(shown).toContain('UND_ERR_SOCKET: other side closed');
    expect(shown).not.toContain('s3cret');
  });

  it('takes anything thrown', () => {
    expect(transportFailure('GET /x', 'what')).toMatchObject({ code: 'mail_provisioner.unavailable' });
  });
});

describe('answerFailure', () => {
  it.each([
    [307, 'mail_provisioner.unexpected'],
    [401, 'mail_provisioner.forbidden'],
    [403, 'mail_provisioner.forbidden'],
    [404, 'mail_provisioner.not_found'],
    [408, 'mail_provisioner.unavailable'],
    [422, 'mail_provisioner.unexpected'],
    [429, 'mail_provisioner.unavailable'],
    [500, 'mail_provisioner.unavailable'],
    [503, 'mail_provisioner.unavailable'],
  ])('takes %d for %s', (status, code) => {
    const answer = { status, headers: {}, text: '{"detail":"Why not"}' };
    const failure = answerFailure('GET /x', answer, now);
    expect(failure).toMatchObject({ code, retryAfterSeconds: undefined });
    expect(failure.message).toBe(`GET /x: ${status} Why not`);
  });

  it('passes on a delay for outages only', () => {
    const headers = { 'retry-after': '30' };
    const failure = (status: number) => answerFailure('GET /x', { status, headers, text: '' }, now);
    expect(failure(503).retryAfterSeconds).toBe(30);
    expect(failure(404).retryAfterSeconds).toBeUndefined();
  });
});
