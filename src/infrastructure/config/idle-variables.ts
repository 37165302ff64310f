import { isBlank } from './values/variable.ts';

type Systems = Readonly<Record<string, { readonly variables: Readonly<Record<string, unknown>> }>>;

/**
 * The variables of provisioning systems that are not chosen: they may be missing, and their values are not checked. An
 * unknown name chooses no system, and is reported by itself.
 *
 * @param written the name of the chosen system, if given
 */
export function idleVariables(
  systems: Systems,
  usual: string,
  written: string | undefined,
): ReadonlySet<string> {
  const name = written === undefined || isBlank(written) ? usual : written;
  const chosen = Object.hasOwn(systems, name) ? systems[name] : undefined;
  if (!chosen) return new Set();
  const names = Object.values(systems).flatMap(({ variables }) => Object.keys(variables));
  return new Set(names.filter((name) => !Object.hasOwn(chosen.variables, name)));
}
