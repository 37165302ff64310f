import { describe, expect, it } from 'vitest';
import {
  type ClientSecrets,
  goodSecretHashes,
  NO_SECRETS,
  rotatedSecrets,
  withRehashed,
  withUse,
} from './client-secrets.ts';

const NOW = new Date('2026-11-30T10:00:00Z');
const later = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);
const FIRST: ClientSecrets = { ...NO_SECRETS, hash: 'first' };

const rotate = (secrets: ClientSecrets, hash: string, minutes: number, at = NOW) =>
  rotatedSecrets(secrets, { hash, at, overlapMs: minutes * 60_000, presentHash: secrets.hash });

describe('a rotation', () => {
  it('leaves the present secret good until its end, and not at that instant', () => {
    const secrets = rotate(FIRST, 'second', 60);
    expect(secrets).toMatchObject({ hash: 'second', readable: null, issuedAt: NOW });
    expect(goodSecretHashes(secrets, later(59))).toEqual(['second', 'first']);
    expect(goodSecretHashes(secrets, later(60))).toEqual(['second']);
  });

  it('without overlap ends every earlier secret at once', () => {
    const secrets = rotate(rotate(FIRST, 'second', 60), 'third', 0);
    expect(goodSecretHashes(secrets, NOW)).toEqual(['third']);
    expect(secrets.former).toEqual([]);
  });

  it('during another leaves all good, and lengthens the life of none', () => {
    const secrets = rotate(rotate(FIRST, 'second', 30), 'third', 60, later(10));
    expect(goodSecretHashes(secrets, later(29))).toEqual(['third', 'second', 'first']);
    expect(goodSecretHashes(secrets, later(30))).toEqual(['third', 'second']);
    expect(goodSecretHashes(secrets, later(70))).toEqual(['third']);
  });

  it('with a shorter overlap also shortens the life of earlier secrets', () => {
    const secrets = rotate(rotate(FIRST, 'second', 600), 'third', 5);
    expect(goodSecretHashes(secrets, later(5))).toEqual(['third']);
  });

  it('keeps a bounded number of secrets', () => {
    let secrets = FIRST;
    for (let turn = 0; turn < 20; turn += 1) secrets = rotate(secrets, `next ${turn}`, 60);
    expect(secrets.former.map(({ hash }) => hash)).toEqual([
      'next 18',
      'next 17',
      'next 16',
      'next 15',
      'next 14',
    ]);
  });

  it('forgets a readable secret', () => {
    const readable: ClientSecrets = { ...NO_SECRETS, readable: 'text' };
    const rotation = { hash: 'second', at: NOW, overlapMs: 60_000, presentHash: 'hash of text' };
    expect(rotatedSecrets(readable, rotation)).toEqual({
      hash: 'second',
      readable: null,
      issuedAt: NOW,
      usedAt: null,
      former: [{ hash: 'hash of text', endsAt: later(1), usedAt: null }],
    });
  });

  it('keeps when the secret it replaces was last used', () => {
    const used = withUse(FIRST, 'first', NOW) ?? FIRST;
    expect(rotate(used, 'second', 60)).toMatchObject({ usedAt: null, former: [{ usedAt: NOW }] });
  });
});

it('has no good secret where there is none', () => {
  expect(goodSecretHashes(NO_SECRETS, NOW)).toEqual([]);
});

it('replaces the hash of one secret, wherever it is', () => {
  const secrets = rotate(FIRST, 'second', 60);
  expect(goodSecretHashes(withRehashed(secrets, 'first', 'ours'), NOW)).toEqual(['second', 'ours']);
  expect(goodSecretHashes(withRehashed(secrets, 'second', 'ours'), NOW)).toEqual(['ours', 'first']);
  expect(withRehashed(secrets, 'unknown', 'ours')).toEqual(secrets);
});

it('notes the use of one secret, once a day, and of none that is gone', () => {
  const secrets = rotate(FIRST, 'second', 60);
  const used = withUse(secrets, 'first', NOW) ?? secrets;
  expect(used).toEqual({ ...secrets, former: [{ hash: 'first', endsAt: later(60), usedAt: NOW }] });
  expect(withUse(used, 'first', later(24 * 60 - 1))).toBeUndefined();
  expect(withUse(used, 'first', later(24 * 60))?.former[0]?.usedAt).toEqual(later(24 * 60));
  expect(withUse(used, 'second', later(1))).toEqual({ ...used, usedAt: later(1) });
  expect(withUse(used, 'unknown', NOW)).toBeUndefined();
  expect(withUse(used, null, NOW)).toBeUndefined();
  expect(withUse({ ...NO_SECRETS, readable: 'text' }, null, NOW)).toMatchObject({ usedAt: NOW });
});
