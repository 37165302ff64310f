import type { Express } from 'express';

/** The part of Express's router that a walk needs. */
type Layer = {
  readonly route?: { readonly path: string | readonly string[] };
  readonly handle: unknown;
};
type Stack = readonly Layer[];

const stackOf = (handler: unknown): Stack | undefined =>
  typeof handler === 'function' && 'stack' in handler && Array.isArray(handler.stack)
    ? (handler.stack as Stack)
    : undefined;

/** All paths for which a router of the application has a route, without the router's base path. */
export function walkRoutes(app: Express): readonly string[] {
  const walk = (stack: Stack): string[] =>
    stack.flatMap(({ route, handle }) => (route ? [route.path].flat() : walk(stackOf(handle) ?? [])));
  return [...new Set(walk((app.router as unknown as { readonly stack: Stack }).stack))];
}
