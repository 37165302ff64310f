import { expect, it } from 'vitest';
import type { Logger } from '../../application/shared/logger.ts';
import { startGatedWorker } from './start-gated-worker.ts';

/** A gate, and workers that note when they start and stop. */
function openWorld(isClosed: boolean) {
  const log: string[] = [];
  const listeners: (() => void)[] = [];
  const warned: string[] = [];
  const logger: Logger = {
    info: () => undefined,
    warn: (message) => void warned.push(message),
    error: () => undefined,
  };
  const gate = { isClosed, onLook: (listener: () => void) => void listeners.push(listener) };
  const failures: Error[] = [];
  let giveUp: () => void = () => undefined;
  const start = async () => {
    const failure = failures.shift();
    if (failure) throw failure;
    log.push('start');
    return {
      stop: async () => void log.push('stop'),
      health: async () => 'warning' as const,
      isCarryingOut: (id: string) => id === '1',
      isServing: (queueId: number) => queueId === 1,
      givenUp: new Promise<void>((resolve) => {
        giveUp = resolve;
      }),
    };
  };
  const look = async (closed: boolean) => {
    gate.isClosed = closed;
    for (const listener of listeners) listener();
    // All that a look begins ends at once here.
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { log, warned, failures, gate, logger, start, look, giveUp: () => giveUp() };
}

it('runs while the gate is open, from one look to another', async () => {
  const world = openWorld(true);
  const worker = await startGatedWorker(world);
  expect(world.log).toEqual([]);
  expect([await worker.health(), worker.isCarryingOut('1'), worker.isServing(1)]).toEqual([
    'ok',
    false,
    false,
  ]);
  await world.look(true);
  expect(world.log).toEqual([]);
  await world.look(false);
  await world.look(false);
  expect(world.log).toEqual(['start']);
  expect([await worker.health(), worker.isCarryingOut('1'), worker.isServing(1)]).toEqual([
    'warning',
    true,
    true,
  ]);
  await world.look(true);
  await world.look(false);
  expect(world.log).toEqual(['start', 'stop', 'start']);
  await worker.stop();
  await world.look(false);
  expect(world.log).toEqual(['start', 'stop', 'start', 'stop']);
});

it('the first failure is the caller’s, a later one is told and tried again at the next look', async () => {
  const world = openWorld(false);
  world.failures.push(new Error('no database'));
  await expect(startGatedWorker(world)).rejects.toThrow('no database');
  const worker = await startGatedWorker(world);
  await world.look(true);
  world.failures.push(new Error('no database'));
  await world.look(false);
  expect(world.warned).toEqual(['the worker could not be started yet']);
  await world.look(false);
  expect(world.log).toEqual(['start', 'stop', 'start']);
  world.giveUp();
  await worker.givenUp;
});
