import { EventEmitter } from 'node:events';
import { type IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { AccountTurns } from '../../src/infrastructure/http/account-turns.ts';

/** An answer that ends on demand. */
function answer(): ServerResponse & { leave(): void } {
  const request = Object.assign(new EventEmitter(), {
    method: 'GET',
    httpVersionMajor: 1,
    httpVersionMinor: 1,
  });
  const response = new ServerResponse(request as unknown as IncomingMessage);
  response.assignSocket(new Socket());
  return Object.assign(response, { leave: () => void response.destroy() });
}

const settled = async (promise: Promise<unknown>): Promise<boolean> => {
  let isSettled = false;
  promise.then(
    () => {
      isSettled = true;
    },
    () => {
      isSettled = true;
    },
  );
  await new Promise((resolve) => setImmediate(resolve));
  return isSettled;
};

describe('turns of an account', () => {
  it('are two at a time, of each account for itself, in the order in which they were asked for', async () => {
    const turns = new AccountTurns();
    const answers = Array.from({ length: 4 }, answer);
    const taken = answers.map((response) => turns.take('ana', response));
    expect(await Promise.all(taken.map(settled))).toEqual([true, true, false, false]);
    expect(await settled(turns.take('bo', answer()))).toBe(true);
    answers[1]?.leave();
    expect(await Promise.all(taken.map(settled))).toEqual([true, true, true, false]);
    answers[0]?.leave();
    expect(await Promise.all(taken.map(settled))).toEqual([true, true, true, true]);
  });

  it('pass on from a caller that left while waiting', async () => {
    const turns = new AccountTurns();
    const answers = Array.from({ length: 4 }, answer);
    const taken = answers.map((response) => turns.take('ana', response));
    answers[2]?.leave();
    answers[0]?.leave();
    expect(await Promise.all(taken.map(settled))).toEqual([true, true, true, true]);
  });

  it('are refused when too many wait', async () => {
    const turns = new AccountTurns();
    const waiting = Array.from({ length: 52 }, () => turns.take('ana', answer()));
    expect(await settled(waiting.at(-1) ?? Promise.resolve())).toBe(false);
    await expect(turns.take('ana', answer())).rejects.toMatchObject({
      code: 'request.throttled',
      retryAfterSeconds: 1,
    });
  });
});
