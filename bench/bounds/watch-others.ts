import { readFileSync } from 'node:fs';
import type { ServerProcess } from '../http/server-process.ts';

const EVERY_MS = 50;

/** Sends another person's request again and again: the time of an answer shows how long the event loop is blocked. */
export function watchOthers({ pid, port }: Pick<ServerProcess, 'pid' | 'port'>) {
  let [longest, failures] = [0, 0];
  let stopped = false;
  const ask = async () => {
    const start = performance.now();
    const isAnswered = await fetch(`http://127.0.0.1:${port}/__lbheartbeat__`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (stopped) return;
    longest = Math.max(longest, performance.now() - start);
    if (!isAnswered) failures += 1;
  };
  const asking = (async () => {
    while (!stopped) {
      await ask();
      await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    }
  })();
  return {
    restart: (): void => {
      [longest, failures] = [0, 0];
    },
    figures: async () => {
      await ask();
      const [, peak = '0'] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
      return { longestMs: Math.round(longest), failures, peakMb: Math.round(Number(peak) / 1024) };
    },
    stop: (): Promise<void> => {
      stopped = true;
      return asking;
    },
  };
}
