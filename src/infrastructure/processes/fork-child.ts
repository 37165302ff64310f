import cluster from 'node:cluster';
import type { ChildEnd, ChildHandle, ChildRole } from './child.ts';

/**
 * Starts this program again, for one role. Processes that answer requests share the socket that listens, and whichever has
 * time accepts. Whatever ends this process, the other ends with it.
 */
export function forkChild(role: ChildRole): ChildHandle {
  // Connections that this process accepted and handed out would stay open, and unanswered, when a process is killed before
  // it has taken them over.
  cluster.schedulingPolicy = cluster.SCHED_NONE;
  cluster.setupPrimary({
    exec: process.argv[1],
    args: ['start', `--${role}`],
    // JSON would make nothing of numbers that are none, which some measurements are at first.
    serialization: 'advanced',
  });
  const worker = cluster.fork();
  const ended = new Promise<ChildEnd>((resolve) => {
    worker.once('exit', (code, signal) => resolve({ code: code ?? undefined, signal: signal ?? undefined }));
    worker.process.on('error', () => {
      // Of a process that runs it is a message that could not be sent.
      if (worker.process.pid === undefined) resolve({ code: undefined, signal: undefined });
    });
  });
  return {
    pid: worker.process.pid ?? 0,
    ended,
    send: (message) => void worker.process.send?.(message, undefined, undefined, () => undefined),
    onMessage: (listener) => void worker.on('message', listener),
    kill: () => void worker.process.kill('SIGKILL'),
  };
}
