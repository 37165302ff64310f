import { isBlank } from './values/variable.ts';

type Systems = Readonly<Record<string, { readonly variables: Readonly<Record<string, unknown>> }>>;

/**
 * The variables that only systems read which were not chosen: nothing need be given for them, and nothing is wrong with
 * what is. A name that is none of `systems` chooses nothing, and is reported by itself.
 *
 * @param written the name that was given, if any
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
