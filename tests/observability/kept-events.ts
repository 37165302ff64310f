import { createTransport, type NodeOptions } from '@sentry/node';

export type SentEvent = {
  readonly environment: string;
  readonly release: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly extra: Readonly<Record<string, unknown>>;
  readonly exception: { readonly values: readonly { readonly type: string; readonly value: string }[] };
};

type KeptEvents = Readonly<{
  transport: NonNullable<NodeOptions['transport']>;
  /** All events as they were sent. */
  envelopes: readonly string[];
  events(): readonly SentEvent[];
}>;

/** A transport for the real SDK that stores events. */
export function keepEvents(): KeptEvents {
  const envelopes: string[] = [];
  const transport: KeptEvents['transport'] = (options) =>
    createTransport(options, async ({ body }) => {
      envelopes.push(typeof body === 'string' ? body : Buffer.from(body).toString());
      return { statusCode: 200 };
    });
  return {
    transport,
    envelopes,
    /** An envelope is its header, the header of its item, and the item, each on a line. */
    events: () => envelopes.map((envelope): SentEvent => JSON.parse(envelope.split('\n')[2] ?? '')),
  };
}
