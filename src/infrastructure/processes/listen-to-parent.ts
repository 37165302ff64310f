import type { HealthCheck, HealthStatus } from '../../application/shared/health-check.ts';
import { type MessageToParent, type Question, readMessageToChild } from './messages.ts';

type Options = Readonly<{
  answers: Readonly<Record<Question, () => Promise<unknown>>>;
  /** The parent wants this process to end. */
  onEnd: () => void;
  /** Where messages come from, and answers go; the parent process by default. */
  channel?: Channel;
}>;

export type Channel = Readonly<{
  on(event: 'message', listener: (message: unknown) => void): unknown;
  send(message: MessageToParent): void;
}>;

const PARENT: Channel = {
  on: (event, listener) => process.on(event, listener),
  // A parent that is gone takes this process with it: nobody misses the answer.
  send: (message) => void process.send?.(message, undefined, undefined, () => undefined),
};

/**
 * Answers the parent that started this process, from now on.
 *
 * @returns what the parent says of the process that carries out jobs
 */
export function listenToParent({ answers, onEnd, channel = PARENT }: Options): { workerHealth: HealthCheck } {
  let workerHealth: HealthStatus = 'ok';
  channel.on('message', (given) => {
    const message = readMessageToChild(given);
    if (message?.regie === 'end') onEnd();
    if (message?.regie === 'worker_health') workerHealth = message.status;
    if (message?.regie === 'question') {
      const { id, about } = message;
      answers[about]().then(
        (answer) => channel.send({ regie: 'answer', id, answer }),
        // Without an answer the process counts as silent, which is what it is in this matter.
        () => undefined,
      );
    }
  });
  return { workerHealth: async () => workerHealth };
}
