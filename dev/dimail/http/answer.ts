/** What a route answers: a JSON body, a text body, or none. */
export type Answer = Readonly<{
  status: number;
  headers?: Readonly<Record<string, string>> | undefined;
  json?: unknown;
  text?: string | undefined;
}>;
