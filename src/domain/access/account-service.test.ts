import { describe, expect, it } from 'vitest';
import { makeAccountService, makeApiKey } from '../../../tests/builders/make-account-service.ts';
import { minutesLater } from '../../../tests/builders/moments.ts';
import { goodKeys, isUseWorthNoting, rotated, withoutKeys } from './account-service.ts';
import { ensureHasScope, ensureMayManageAccountServices, ensureOffered } from './account-service-access.ts';

const now = minutesLater(10);
const key = makeApiKey();
const previousKey = makeApiKey({ expiresAt: minutesLater(30) });

describe('good keys', () => {
  it.each([
    ['the key alone', {}, [key]],
    ['both', { previousKey }, [key, previousKey]],
    ['not one that has ended', { previousKey: { ...previousKey, expiresAt: now } }, [key]],
    ['none when both ended', { key: { ...key, expiresAt: minutesLater(9) } }, []],
    ['none once revoked', { previousKey, revokedAt: now }, []],
  ])('are %s', (_case, given, expected) => {
    expect(goodKeys(makeAccountService({ key, ...given }), now)).toEqual(expected);
  });
});

describe('rotation', () => {
  const next = makeApiKey({ createdAt: now });
  const service = makeAccountService({ key, previousKey });

  it('leaves the key before good for a while, and ends the one before that', () => {
    const changed = rotated(service, next, 60_000);
    expect(changed).toMatchObject({ key: next, updatedAt: now });
    expect(changed.previousKey).toEqual({ ...key, expiresAt: minutesLater(11) });
    expect(goodKeys(changed, minutesLater(11))).toEqual([next]);
  });

  it('does not prolong a key', () => {
    const ending = makeAccountService({ key: { ...key, expiresAt: minutesLater(10.5) } });
    expect(rotated(ending, next, 60_000).previousKey?.expiresAt).toEqual(minutesLater(10.5));
  });

  it('ends the key before at once without overlap, and never revives a revoked one', () => {
    expect(rotated(service, next, 0).previousKey).toBeNull();
    const revived = rotated(withoutKeys(service, 'all', now), next, 60_000);
    expect(revived).toMatchObject({ previousKey: null, revokedAt: null });
    expect(goodKeys(revived, now)).toEqual([next]);
  });
});

it('revokes the key before alone, or all, once', () => {
  const service = makeAccountService({ key, previousKey });
  expect(goodKeys(withoutKeys(service, 'previous', now), now)).toEqual([key]);
  const revoked = withoutKeys(service, 'all', now);
  expect(goodKeys(revoked, now)).toEqual([]);
  expect(withoutKeys(revoked, 'all', minutesLater(20)).revokedAt).toEqual(now);
});

it.each([
  ['never used', null, true],
  ['used a minute ago', minutesLater(9), true],
  ['used just now', minutesLater(9.5), false],
])('notes the use of a key %s: %s', (_case, lastUsedAt, expected) => {
  expect(isUseWorthNoting({ ...key, lastUsedAt }, now)).toBe(expected);
});

describe('who may do what', () => {
  const code = (work: () => void) => {
    try {
      work();
    } catch (error) {
      return (error as { code: string }).code;
    }
    return 'allowed';
  };

  it.each([
    [['a'], ['a'], 'allowed'],
    [['a'], ['b'], 'api_key.insufficient_scope'],
    [['b'], ['a', 'b'], 'api_key.insufficient_scope'],
    [[], ['a'], 'api_key.insufficient_scope'],
  ])('granted %o of the offered %o: %s', (granted, offered, expected) => {
    expect(code(() => ensureHasScope(granted, offered, 'a'))).toBe(expected);
  });

  it('manages them as superuser alone, with scopes that are offered', () => {
    expect(code(() => ensureMayManageAccountServices({ isSuperuser: true }))).toBe('allowed');
    expect(code(() => ensureMayManageAccountServices({ isSuperuser: false }))).toBe(
      'account_service.action_forbidden',
    );
    expect(code(() => ensureOffered(['a'], ['a', 'b']))).toBe('allowed');
    expect(code(() => ensureOffered(['a', 'c'], ['a', 'b']))).toBe('account_service.unknown_scope');
  });
});
