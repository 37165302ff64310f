import { ContainerModule } from 'inversify';
import type { PluginRegistry } from '../../../application/organization/plugins/plugin-registry.ts';
import type { JobHandlers } from '../../../application/shared/jobs/job.ts';
import type { Adapters } from './adapters.ts';
import type { UseCaseSettings } from './use-case-settings.ts';

/** The inputs of use cases: ports and settings by name. */
export type Given = Adapters & UseCaseSettings & Readonly<{ plugins: PluginRegistry }>;

/** The outputs of an area: use cases for transports, handlers for the job queue. */
export type Offer = Readonly<{ useCases: object; jobs?: Partial<JobHandlers> }>;

/** A symbol that remembers its type; no value has the member, whose name lets the build declare it. */
type Token<T> = symbol & { readonly resolvesTo?: T };

/** `offer`: the token by which the container, and other areas, resolve what the area offers. */
export interface Area<T extends Offer> {
  readonly offer: Token<T>;
  readonly module: ContainerModule;
}
export type UseCasesOf<A> = A extends Area<infer T> ? T['useCases'] : never;

export const GIVEN: Token<Given> = Symbol('Given');

/**
 * An area of the application as one binding: `make` builds plain functions, once, from the inputs and from what other
 * areas offer. A wrong or missing dependency does not compile.
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
