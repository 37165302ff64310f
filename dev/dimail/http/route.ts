import type { DimailUser } from '../state/dimail-user.ts';
import type { Answer } from './answer.ts';
import type { BodyFields } from './body-fields.ts';

export type Call = Readonly<{
  /** The decoded values of the `{names}` in the route's path. */
  params: Readonly<Record<string, string>>;
  query: URLSearchParams;
  caller: DimailUser;
  /** The request body, to be read field by field; empty for routes without one. */
  body: BodyFields;
}>;

/** An operation of the API; the order in a route's list is the order in which paths are tried. */
export type Route = Readonly<{
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Canonical path, with `{names}` that match one segment each. */
  path: string;
  /** Whether clients use both spellings of the final slash (contract/dimail.md sections 6 and 7). */
  eitherSlash?: boolean;
  scheme: 'basic' | 'bearer';
  /** Which callers are allowed; every authenticated one when absent. */
  allows?: (caller: DimailUser) => boolean;
  body?: 'required' | 'optional';
  handle(call: Call): Answer | Promise<Answer>;
}>;
