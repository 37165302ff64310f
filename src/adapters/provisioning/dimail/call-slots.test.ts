import { describe, expect, it } from 'vitest';
import { CallSlots } from './call-slots.ts';

/** A call that runs until `end` is called. */
function openCall(log: string[], name: string) {
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const call = async () => {
    log.push(name);
    await ended;
  };
  return { call, end };
}

const patient = () => new AbortController().signal;

describe('CallSlots', () => {
  it('starts a waiting call when another ends, in order of arrival', async () => {
    const slots = new CallSlots(1);
    const log: string[] = [];
    const [a, b, c] = [openCall(log, 'a'), openCall(log, 'b'), openCall(log, 'c')];
    const runs = [a, b, c].map(({ call }) => slots.run(patient(), call));
    await Promise.resolve();
    expect(log).toEqual(['a']);
    a.end();
    await runs[0];
    await Promise.resolve();
    expect(log).toEqual(['a', 'b']);
    b.end();
    c.end();
    await Promise.all(runs);
    expect(log).toEqual(['a', 'b', 'c']);
  });

  it('frees the slot of a call that fails', async () => {
    const slots = new CallSlots(1);
    await expect(slots.run(patient(), () => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
    await expect(slots.run(patient(), async () => 'ran')).resolves.toBe('ran');
  });

  it('never starts a call that gave up waiting, and leaves its turn to the next', async () => {
    const slots = new CallSlots(1);
    const log: string[] = [];
    const [a, b, c] = [openCall(log, 'a'), openCall(log, 'b'), openCall(log, 'c')];
    const impatient = new AbortController();
    const first = slots.run(patient(), a.call);
    const second = slots.run(impatient.signal, b.call);
    const third = slots.run(patient(), c.call);
    impatient.abort(new Error('too long'));
    await expect(second).rejects.toThrow('too long');
    a.end();
    c.end();
    await Promise.all([first, third]);
    expect(log).toEqual(['a', 'c']);
  });
});
