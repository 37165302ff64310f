/** An answer of the receiver. */
export type Reply = Readonly<{ status: number; headers?: Readonly<Record<string, string>>; body?: unknown }>;

/** A request as it arrived. */
export type ReceivedCall = Readonly<{
  method: string;
  path: string;
  host: string | undefined;
  contentType: string | undefined;
  authorization: string | undefined;
  /** Parsed; undefined when it is not JSON. */
  body: unknown;
}>;
