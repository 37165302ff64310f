import { AsyncLocalStorage } from 'node:async_hooks';

type RequestContext = { readonly id: string; userId?: string; route?: string };

const requests = new AsyncLocalStorage<RequestContext>();

/** Runs `work`, and everything it starts, as part of the request `id`. */
export const runInRequest = <T>(id: string, work: () => T): T => requests.run({ id }, work);

/** The current request; `undefined` outside of requests, as in a background job. */
export const currentRequest = (): Readonly<RequestContext> | undefined => requests.getStore();

/** Sets the signed-in person in the request's summary line. Outside of a request it does nothing. */
export function setRequestUser(userId: string): void {
  const request = requests.getStore();
  if (request !== undefined) request.userId = userId;
}

/** Sets the template of the path in the request's summary line, such as `/teams/:id/`. Outside of a request it does nothing. */
export function setRequestRoute(route: string): void {
  const request = requests.getStore();
  if (request !== undefined) request.route = route;
}
