import type { Request } from 'express';
import type { AccountServiceScope } from '../../application/access/account-service/authenticate-account-service.ts';
import type { RestAnswer, RestMethod, RestOperation } from '../rest/serving/route.ts';

/** One method of a path for account services. The caller is authenticated by then, and has the path's scope. */
export type AccountServiceOperation = Pick<RestOperation, 'operationId' | 'summary' | 'query' | 'success'> &
  Readonly<{ handle: (call: { readonly request: Request }) => Promise<RestAnswer> }>;

/** A path that programs call with an API key. Each path has one scope; undeclared paths cannot be called. */
export type AccountServicePath = Readonly<{
  /** Express syntax, with its final slash; served without it too. */
  path: string;
  tag: string;
  scope: AccountServiceScope;
  operations: Readonly<Partial<Record<Extract<RestMethod, 'GET'>, AccountServiceOperation>>>;
}>;
