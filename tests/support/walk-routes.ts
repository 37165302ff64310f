import type { Express } from 'express';

/** As much of Express's router as a walk needs. */
type Layer = {
  readonly route?: { readonly path: string | readonly string[] };
  readonly handle: unknown;
};
type Stack = readonly Layer[];

const stackOf = (handler: unknown): Stack | undefined =>
  typeof handler === 'function' && 'stack' in handler && Array.isArray(handler.stack)
    ? (handler.stack as Stack)
    : undefined;

/** Every path that some router of the application has a route for, without the base path of the router. */
export function walkRoutes(app: Express): readonly string[] {
  const walk = (stack: Stack): string[] =>
    stack.flatMap(({ route, handle }) => (route ? [route.path].flat() : walk(stackOf(handle) ?? [])));
  return [...new Set(walk((app.router as unknown as { readonly stack: Stack }).stack))];
}
