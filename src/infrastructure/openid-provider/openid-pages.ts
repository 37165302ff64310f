import type { ServerResponse } from 'node:http';
import type { Request } from 'express';

/** Why somebody cannot go on; each has one sentence of its own. */
export type OpenidProblem =
  /** The service is not known here, or was disabled. */
  | 'unknown_client'
  /** The service wants to be answered at an address that it did not register. */
  | 'unregistered_address'
  /** The sign-in was not finished in time, or was begun in another browser. */
  | 'over'
  /** The service asks for something that is not understood. */
  | 'bad_request'
  /** The storage does not answer. */
  | 'unavailable'
  | 'trouble';

/** The form that ends the session: a POST of `token` to `action`. */
export type SignOutForm = Readonly<{ action: string; token: string }>;

/** The pages of the provider itself. Each answers the request. */
export type OpenidPages = Readonly<{
  error: (
    request: Request,
    response: ServerResponse,
    problem: Readonly<{ problem: OpenidProblem; status: number }>,
  ) => void;
  /** Asks whether to sign out, because nobody can tell who wants it. */
  signOutQuestion: (request: Request, response: ServerResponse, form: SignOutForm) => void;
  signedOut: (request: Request, response: ServerResponse) => void;
}>;
