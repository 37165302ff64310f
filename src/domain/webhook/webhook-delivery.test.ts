import { expect, it } from 'vitest';
import type { TeamId, TeamWebhookId, UserId, WebhookDeliveryId } from '../shared/ids.ts';
import { afterAttempt, beginAttempt, type WebhookDelivery } from './webhook-delivery.ts';
import { answerFor } from './webhook-failure.ts';

const created = new Date('2026-03-02T08:30:00.000Z');
const after = (seconds: number) => new Date(created.getTime() + seconds * 1000);
const waiting: WebhookDelivery = {
  id: '7' as WebhookDeliveryId,
  webhookId: 'w' as TeamWebhookId,
  teamId: 't' as TeamId,
  teamName: 'Accueil',
  operation: 'add',
  cause: 'change',
  userId: 'u' as UserId,
  email: null,
  state: 'pending',
  attempts: 0,
  lastStatus: null,
  lastFailure: null,
  createdAt: created,
  lastAttemptAt: null,
  nextAttemptAt: created,
  settledAt: null,
};
const unavailable = { result: 'unavailable', failure: 'timeout', status: null } as const;
const given = (seconds: number, jitter = 0) => ({ now: after(seconds), maxAgeSeconds: 3600, jitter });

it('counts an attempt when it begins', () => {
  const begun = { ...waiting, attempts: 1, lastAttemptAt: after(1) };
  expect(beginAttempt(waiting, after(1))).toEqual(begun);
});

it('ends with what was delivered, and with what was refused', () => {
  const delivered = afterAttempt(
    { ...waiting, lastFailure: 'timeout' },
    { result: 'delivered', status: 204 },
    given(2),
  );
  expect(delivered).toEqual({ ...waiting, state: 'delivered', lastStatus: 204, settledAt: after(2) });
  const refused = afterAttempt(waiting, { result: 'refused', failure: 'refused', status: 404 }, given(2));
  expect(refused).toMatchObject({ state: 'failed', lastFailure: 'refused', lastStatus: 404 });
});

it.each([
  [1, 0, 0.5],
  [1, 0.5, 0.75],
  [3, 0, 2],
  [50, 0, 450],
  [50, 0.999, 899.55],
])('after attempt %i with jitter %f waits %f seconds', (attempts, jitter, seconds) => {
  const tried = afterAttempt({ ...waiting, attempts }, unavailable, given(10, jitter));
  expect(tried).toMatchObject({
    state: 'pending',
    lastFailure: 'timeout',
    nextAttemptAt: after(10 + seconds),
  });
});

it.each([
  [120, 120],
  [0.1, 0.5],
  [999_999, 3600],
])('waits as long as it is asked to, %f seconds, within bounds: %f', (retryAfterSeconds, seconds) => {
  const answer = { ...unavailable, retryAfterSeconds };
  expect(afterAttempt({ ...waiting, attempts: 1 }, answer, given(0)).nextAttemptAt).toEqual(after(seconds));
});

it('gives up what is too old, but never before it was tried', () => {
  expect(afterAttempt(waiting, unavailable, given(3599)).state).toBe('pending');
  expect(afterAttempt(waiting, unavailable, given(3600))).toMatchObject({
    state: 'expired',
    lastFailure: 'timeout',
    settledAt: after(3600),
  });
  expect(afterAttempt(waiting, { result: 'delivered', status: 200 }, given(9999)).state).toBe('delivered');
});

it.each([
  [302, 'refused', 'redirected'],
  [400, 'refused', 'refused'],
  [401, 'refused', 'refused'],
  [404, 'refused', 'refused'],
  [408, 'unavailable', 'overloaded'],
  [429, 'unavailable', 'overloaded'],
  [500, 'unavailable', 'overloaded'],
  [503, 'unavailable', 'overloaded'],
])('takes a status of %i for %s: %s', (status, result, failure) => {
  expect(answerFor(status, 'refused', 5)).toMatchObject({ result, failure, status });
});
