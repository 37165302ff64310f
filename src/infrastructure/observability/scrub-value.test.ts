import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { STORAGE_UNAVAILABLE_CODES } from '../../application/shared/storage-unavailable.ts';
import { scrubValue } from './scrub-value.ts';

describe('scrubValue', () => {
  it('redacts secret fields at any depth and keeps the rest', () => {
    expect(
      scrubValue({
        user: { email: 'a@b.fr', password: 'p' },
        list: [{ 'Set-Cookie': ['a=b'] }, 3, null, true],
        headers: new Headers({ Authorization: 'Basic abc', accept: '*/*' }),
        rawHeaders: ['Cookie', 'a=b', 'Host', 'a.fr'],
        form: new URLSearchParams({ code: 'x1', page: '2' }),
        pairs: [['client_secret', 's']],
        map: new Map([['api_key', 'k']]),
      }),
    ).toEqual({
      user: { email: 'a@b.fr', password: '[redacted]' },
      list: [{ 'Set-Cookie': '[redacted]' }, 3, null, true],
      headers: { authorization: '[redacted]', accept: '*/*' },
      rawHeaders: ['Cookie', '[redacted]', 'Host', 'a.fr'],
      form: 'code=[redacted]&page=2',
      pairs: [['client_secret', '[redacted]']],
      map: { api_key: '[redacted]' },
    });
  });

  it('tells a status or a public error code from an authorization code', () => {
    expect(scrubValue([{ code: 200 }, { code: 'team.not_found' }, { code: 'ETIMEDOUT' }])).toEqual([
      { code: 200 },
      { code: 'team.not_found' },
      { code: 'ETIMEDOUT' },
    ]);
    for (const code of STORAGE_UNAVAILABLE_CODES) expect(scrubValue({ code })).toEqual({ code });
    expect(scrubValue({ code: 'some_other_words' })).toEqual({ code: '[redacted]' });
    expect(scrubValue([{ code: 'SplxlOBeZQQYbYS6WxSbIA' }, { code: 123456 }, { code: '123456' }])).toEqual([
      { code: '[redacted]' },
      { code: '[redacted]' },
      { code: '[redacted]' },
    ]);
  });

  it('keeps what only tells whether or of which kind', () => {
    const facts = { has_password: false, token: undefined, token_endpoint: 'https://a.fr/o/token/' };
    expect(scrubValue(facts)).toEqual({ has_password: false, token_endpoint: 'https://a.fr/o/token/' });
  });

  it('scrubs errors, with their cause and their own fields', () => {
    const cause = Object.assign(new Error('at postgres://u:p4ss@db'), { config: { password: 'p4ss' } });
    const scrubbed = JSON.stringify(scrubValue({ failure: new Error('token=p4ss', { cause }) }));
    expect(scrubbed).not.toContain('p4ss');
    expect(scrubbed).toContain('postgres://[redacted]@db');
  });

  it('survives cycles, depth, failing getters and exotic values', () => {
    const cycle: Record<string, unknown> = { name: 'x' };
    cycle['self'] = cycle;
    expect(scrubValue(cycle)).toEqual({ name: 'x', self: '[circular]' });
    const failing = Object.defineProperty({}, 'x', { enumerable: true, get: () => expect.fail('read') });
    expect(scrubValue(failing)).toBe('[unreadable]');
    expect(scrubValue({ b: Buffer.from('secret'), n: 10n, d: new Date(0), f: () => 1 })).toEqual({
      b: '[binary]',
      n: '10',
      d: '1970-01-01T00:00:00.000Z',
    });
    expect(JSON.stringify(scrubValue(JSON.parse('{"__proto__":{"password":"p"}}')))).toBe(
      '{"__proto__":{"password":"[redacted]"}}',
    );
  });

  it('lets no secret through, wherever it stands', () => {
    const key = fc.constantFrom(
      'password',
      'Authorization',
      'set-cookie',
      'client_secret',
      'apiKey',
      'id_token',
      'sessionid',
    );
    const secret = fc.string({ minLength: 1, maxLength: 20 }).map((text) => `Zq9${text}`);
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof({ maxDepth: 6 }, tie('secret'), tie('list'), tie('object')),
      secret: fc.tuple(key, secret).map(([name, value]) => ({ [name]: value })),
      list: fc.array(tie('tree'), { maxLength: 3 }),
      object: fc.dictionary(fc.string({ maxLength: 5 }), tie('tree'), { maxKeys: 3 }),
    }));
    fc.assert(
      fc.property(tree, (value) => {
        expect(JSON.stringify(scrubValue(value)) ?? '').not.toContain('Zq9');
      }),
    );
  });

  it('never throws', () => {
    fc.assert(
      fc.property(
        fc.anything({ withBigInt: true, withMap: true, withSet: true, withDate: true }),
        (value) => {
          JSON.stringify(scrubValue(value));
        },
      ),
    );
  });
});
