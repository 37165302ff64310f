import { expect, it, vi } from 'vitest';
import { makeClientSecrets } from '../builders/make-openid-client.ts';
import { digestPasswordHasher } from '../support/digest-password-hasher.ts';
import { makeGate } from '../support/gate.ts';
import { makeProConnect, openOpenidWorld, SECRET } from '../support/openid-world.ts';

it('secrets that cost a slow hash are compared a few at a time: the client is to try again', async () => {
  const gate = makeGate();
  const hash = await digestPasswordHasher.hash(SECRET);
  const world = await openOpenidWorld({
    clients: [makeProConnect({ secrets: makeClientSecrets(SECRET, { hash }) })],
    adapters: {
      passwordHasher: {
        ...digestPasswordHasher,
        verify: (stored, secret) => gate.pass().then(() => digestPasswordHasher.verify(stored, secret)),
      },
    },
  });
  try {
    const answered: Awaited<ReturnType<typeof world.exchange>>[] = [];
    const flood = Array.from({ length: 12 }, async () => {
      answered.push(await world.exchange('no code', { client_secret: 'wrong' }));
    });
    await vi.waitFor(() => expect(answered).toHaveLength(4), { timeout: 30_000 });
    for (const refused of answered) {
      expect(refused).toMatchObject({ status: 503, body: { error: 'temporarily_unavailable' } });
      expect(refused.headers.get('retry-after')).toBe('5');
    }
    gate.open();
    await Promise.all(flood);
    expect(answered.filter(({ status }) => status === 401)).toHaveLength(8);
    expect(await world.exchange('no code')).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  } finally {
    await world.close();
  }
});
