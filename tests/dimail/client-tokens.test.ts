import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { jean, openDimail } from '../support/dimail-client-setup.ts';

describe('dimail client, tokens', () => {
  let now: number;
  let dimail: Awaited<ReturnType<typeof openDimail>>;
  const find = () => dimail.provisioner.findMailbox(jean);
  const forbidden = { code: 'mail_provisioner.forbidden' };

  beforeEach(async () => {
    now = Date.parse('2026-11-23T10:00:00Z');
    const clock = () => new Date(now);
    dimail = await openDimail({ clock: { now: clock } }, { clock });
  });
  afterEach(() => dimail.close());

  it('keeps a token until shortly before it expires', async () => {
    await find();
    now += 45 * 60_000;
    await find();
    expect(dimail.tokenRequests()).toBe(1);
    now += 60_000 + 1000;
    await find();
    expect(dimail.tokenRequests()).toBe(2);
    expect(dimail.seen()).not.toContainEqual(expect.stringMatching(/403$/));
  });

  it('shares one request between callers that need a token', async () => {
    dimail.control.setLatency(30, { path: '/token/' });
    await Promise.all([find(), find(), find(), find(), find(), find()]);
    expect(dimail.tokenRequests()).toBe(1);
  });

  it('asks again after a shared request failed', async () => {
    dimail.control.injectFault({ path: '/token/', fault: { kind: 'internal_error' } });
    const lost = { status: 'rejected', reason: { code: 'mail_provisioner.unavailable' } };
    expect(await Promise.allSettled([find(), find()])).toMatchObject([lost, lost]);
    await expect(find()).resolves.toBeUndefined();
    expect(dimail.tokenRequests()).toBe(2);
  });

  it('replaces a kept token that is refused, and repeats the call once', async () => {
    await find();
    dimail.control.shiftClock(48 * 60);
    await expect(dimail.provisioner.createMailbox(jean)).resolves.toMatchObject({ outcome: 'created' });
    expect(dimail.seen().slice(2)).toEqual([
      'POST /domains/evry.fr/mailboxes/jean 403',
      'GET /token/ 200',
      'POST /domains/evry.fr/mailboxes/jean 201',
    ]);
    expect(dimail.control.dump().creations).toEqual({ 'jean@evry.fr': 1 });
  });

  it('replaces a kept token once for all the callers whose calls it fails', async () => {
    await find();
    dimail.control.shiftClock(48 * 60);
    dimail.control.setLatency(20, { path: '/token/' });
    await Promise.all([find(), find(), find(), find()]);
    expect(dimail.tokenRequests()).toBe(2);
  });

  it('also takes a 401 for a stale token', async () => {
    await find();
    const fault = { kind: 'answer', status: 401, json: { detail: 'Not authenticated' } } as const;
    dimail.control.injectFault({ path: '*/mailboxes/*', fault });
    await expect(find()).resolves.toBeUndefined();
    expect(dimail.tokenRequests()).toBe(2);
  });

  it('does not repeat a call that a new token fails', async () => {
    dimail.control.injectFault({ path: '*/mailboxes/*', fault: { kind: 'denied' }, count: 9 });
    await expect(find()).rejects.toMatchObject(forbidden);
    expect(dimail.seen()).toEqual(['GET /token/ 200', 'GET /domains/evry.fr/mailboxes/jean 403']);
    await expect(find()).rejects.toMatchObject(forbidden);
    expect(dimail.seen()).toHaveLength(5);
  });

  it('reports refused credentials without calling further', async () => {
    dimail.control.injectFault({ path: '/token/', fault: { kind: 'denied' } });
    await expect(find()).rejects.toMatchObject(forbidden);
    expect(dimail.seen()).toEqual(['GET /token/ 403']);
  });

  it('keeps a token that it cannot read for a short while', async () => {
    const token = { kind: 'answer', status: 200, json: { access_token: 'opaque' } } as const;
    dimail.control.injectFault({ path: '/token/', fault: token, count: 9 });
    const found = { kind: 'answer', status: 200, json: { email: 'jean@evry.fr' } } as const;
    dimail.control.injectFault({ path: '*/mailboxes/*', fault: found, count: 9 });
    await find();
    await find();
    expect(dimail.tokenRequests()).toBe(1);
    now += 61_000;
    await find();
    expect(dimail.tokenRequests()).toBe(2);
  });

  it('does not need a token for the calls on domains', async () => {
    await dimail.provisioner.checkDomain('evry.fr');
    await dimail.provisioner.expectedDnsRecords('evry.fr');
    expect(dimail.tokenRequests()).toBe(0);
  });
});
