import { z } from 'zod';

/** What one process measured; the values are prom-client's affair. */
const snapshot = z.array(
  z.looseObject({
    name: z.string(),
    type: z.string(),
    aggregator: z.string(),
    values: z.array(z.unknown()),
  }),
);
export type MetricsSnapshot = z.output<typeof snapshot>;

/** @throws ZodError when it is none */
export const readSnapshot = (given: unknown): MetricsSnapshot => snapshot.parse(given);
/** Undefined for what is none. */
export const snapshotIn = (given: unknown): MetricsSnapshot | undefined => snapshot.safeParse(given).data;

const status = z.enum(['ok', 'warning', 'error']);
/** Undefined for what is none. */
export const readStatus = (given: unknown) => status.safeParse(given).data;

const question = z.enum(['health', 'metrics']);
export type Question = z.output<typeof question>;

const toChild = z.discriminatedUnion('regie', [
  z.object({ regie: z.literal('question'), id: z.number(), about: question }),
  z.object({ regie: z.literal('worker_health'), status }),
  /** Finish what is under way, and end. */
  z.object({ regie: z.literal('end') }),
]);
/** What a parent says to the processes it started. */
export type MessageToChild = z.output<typeof toChild>;

const toParent = z.object({ regie: z.literal('answer'), id: z.number(), answer: z.unknown() });
/** What they say to their parent. */
export type MessageToParent = z.output<typeof toParent>;

/** Undefined for messages of others, such as Node's own. */
export const readMessageToChild = (given: unknown): MessageToChild | undefined =>
  toChild.safeParse(given).data;
export const readMessageToParent = (given: unknown): MessageToParent | undefined =>
  toParent.safeParse(given).data;
