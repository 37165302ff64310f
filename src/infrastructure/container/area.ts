import { ContainerModule } from 'inversify';
import type { PluginRegistry } from '../../application/organization/plugins/plugin-registry.ts';
import type { JobHandlers } from '../../application/shared/jobs/job.ts';
import type { Adapters } from './adapters.ts';
import type { UseCaseSettings } from './use-case-settings.ts';

/** What use cases are made of: ports and settings by their names. */
export type Given = Adapters & UseCaseSettings & Readonly<{ plugins: PluginRegistry }>;

/** What an area offers: use cases to those who ask, handlers to the job queue. */
export type Offer = Readonly<{ useCases: object; jobs?: Partial<JobHandlers> }>;

/** A symbol that remembers what it resolves to; no value has the member, whose name declarations of the build can use. */
type Token<T> = symbol & { readonly resolvesTo?: T };

/** `offer`: by which the container, and other areas, ask for what it offers. */
export interface Area<T extends Offer> {
  readonly offer: Token<T>;
  readonly module: ContainerModule;
}
export type UseCasesOf<A> = A extends Area<infer T> ? T['useCases'] : never;

export const GIVEN: Token<Given> = Symbol('Given');

/**
 * An area of the application as one binding: `make` puts plain functions together, once, from what is given and from what
 * other areas offer. A wrong or missing dependency does not compile.
 */
export function area<T extends Offer, Others extends Offer[]>(
  name: string,
  make: (given: Given, ...others: Others) => T,
  ...others: { [I in keyof Others]-?: Token<Others[I]> }
): Area<T> {
  const offer: Token<T> = Symbol(name);
  const module = new ContainerModule(({ bind }) => {
    bind<T>(offer)
      .toResolvedValue(make, [GIVEN, ...others])
      .inSingletonScope();
  });
  return { offer, module };
}
