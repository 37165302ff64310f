import { spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  createShutdown,
  type ShutdownStep,
} from '../../src/infrastructure/observability/graceful-shutdown.ts';
import { createLogger } from '../../src/infrastructure/observability/mozlog-logger.ts';
import { eventually } from '../support/eventually.ts';
import { keepLines } from './log-lines.ts';

function open(steps: ShutdownStep[], deadlineMs = 60_000) {
  const kept = keepLines();
  const logger = createLogger({ name: 'regie.shutdown', level: 'info', release: '1', ...kept });
  const exits: number[] = [];
  const signals = new EventEmitter();
  const exit = (code: number) => void exits.push(code);
  const shutdown = createShutdown({ logger, steps, deadlineMs, exit, signals });
  const stopListening = shutdown.listen();
  return { shutdown, signals, exits, stopListening, entries: kept.entries };
}

const never = () => new Promise<void>(() => undefined);
const step = (name: string, stop: () => Promise<void>, timeoutMs = 60_000) => ({ name, stop, timeoutMs });

describe('graceful shutdown', () => {
  it.each(['SIGTERM', 'SIGINT'])(
    'runs the steps once, one after the other, on %s, and ends with 0',
    async (signal) => {
      const seen: string[] = [];
      const slowly = (name: string) =>
        step(name, async () => {
          seen.push(`${name} begins`);
          await new Promise((resolve) => setImmediate(resolve));
          seen.push(`${name} ends`);
        });
      const { signals, shutdown, exits } = open([slowly('http'), slowly('database')]);
      signals.emit(signal, signal);
      await Promise.all([shutdown.run('again', 7), shutdown.run('and again')]);
      expect(seen).toEqual(['http begins', 'http ends', 'database begins', 'database ends']);
      expect(exits).toEqual([0]);
    },
  );

  it('goes on after a step that fails, throws or hangs', async () => {
    const last = vi.fn(async () => undefined);
    const { shutdown, exits, entries } = open([
      step('rejects', () => Promise.reject(new Error('broken'))),
      step('throws', () => {
        throw new Error('at once');
      }),
      step('hangs', never, 10),
      step('last', last),
    ]);
    await shutdown.run('test');
    expect(last).toHaveBeenCalledTimes(1);
    expect(exits).toEqual([0]);
    const failures = entries().filter(({ Severity }) => Severity === 3);
    expect(failures.map(({ Fields }) => [Fields['step'], Fields['error']])).toEqual([
      ['rejects', 'Error: broken'],
      ['throws', 'Error: at once'],
      ['hangs', 'Error: Not stopped within 10 ms'],
    ]);
  });

  it('ends at once on a second signal', () => {
    const { signals, exits } = open([step('hangs', never)]);
    signals.emit('SIGTERM', 'SIGTERM');
    expect(exits).toEqual([]);
    signals.emit('SIGINT', 'SIGINT');
    expect(exits).toEqual([130]);
  });

  it('ends when the deadline for all steps has passed', async () => {
    const { shutdown, exits } = open([step('hangs', never)], 10);
    void shutdown.run('test');
    await eventually(() => expect(exits).toEqual([1]));
  });

  it('can stop listening', () => {
    const { signals, stopListening } = open([]);
    stopListening();
    expect(signals.emit('SIGTERM', 'SIGTERM')).toBe(false);
  });
});

describe('a process', () => {
  const children: ReturnType<typeof start>[] = [];
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
  });

  function start(...args: string[]) {
    const program = fileURLToPath(new URL('./programs/stoppable.ts', import.meta.url));
    return spawn(process.execPath, ['--import', 'tsx', program, ...args], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
  }

  function launch(...args: string[]) {
    const child = start(...args);
    children.push(child);
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    const says = (text: string) => eventually(() => expect(output).toContain(text));
    return { child, says, ended: once(child, 'exit'), output: () => output };
  }

  it('ends with 0 on SIGTERM once its work is done', async () => {
    const { child, says, ended } = launch();
    await says('"msg":"ready"');
    child.kill('SIGTERM');
    await says('"msg":"stopping"');
    expect(child.exitCode).toBeNull();
    child.stdin.write('done\n');
    expect(await ended).toEqual([0, null]);
  });

  it('ends at once on a second signal', async () => {
    const { child, says, ended } = launch();
    await says('"msg":"ready"');
    child.kill('SIGTERM');
    await says('"msg":"stopping"');
    child.kill('SIGTERM');
    expect(await ended).toEqual([143, null]);
  });

  it('logs what nothing caught, without secrets, stops in order and ends with 1', async () => {
    const { child, says, ended, output } = launch('throw');
    await says('"msg":"stopping"');
    child.stdin.write('done\n');
    expect(await ended).toEqual([1, null]);
    expect(output()).toContain('Error: token=[redacted]');
    expect(output()).not.toContain('S3cr3t');
  });
});
