import type { Container, ContainerModuleLoadOptions } from 'inversify';

declare const type: unique symbol;

/** A symbol that remembers what it resolves to. */
export type Token<T> = symbol & { readonly [type]?: T };

/** What a token resolves to. */
export type Resolved<Key> = Key extends Token<infer T> ? T : never;

export const token = <T>(name: string): Token<T> => Symbol(name);

/** Binds `token` to `make(deps)`; a wrong, swapped or missing dependency does not compile. */
export function bindFactory<Deps extends object, T>(
  { bind }: ContainerModuleLoadOptions,
  token: Token<T>,
  make: (deps: Deps) => T,
  deps: { readonly [K in keyof NoInfer<Deps>]: Token<NoInfer<Deps>[K]> },
): void {
  const names = Object.keys(deps) as (keyof Deps)[];
  bind<T>(token)
    .toResolvedValue(
      (...values: unknown[]) => make(Object.fromEntries(names.map((name, i) => [name, values[i]])) as Deps),
      names.map((name) => deps[name]),
    )
    .inSingletonScope();
}

export const bindValue = <T>(container: Container, token: Token<T>, value: NoInfer<T>): void => {
  container.bind<T>(token).toConstantValue(value);
};

export const resolve = <T>(container: Container, token: Token<T>): T => container.get<T>(token);
