const IN_QUOTES = /^\s*(["']).+\1\s*$/s;

/**
 * What to tell of settings whose value stands in quotes, which some programs take off and others (`docker run --env-file`)
 * pass on. Values are never shown.
 */
export const quotedVariables = (
  given: Readonly<Record<string, string | undefined>>,
  known: ReadonlySet<string>,
): readonly string[] =>
  Object.entries(given)
    .filter(([name, value]) => known.has(name) && IN_QUOTES.test(value ?? ''))
    .map(([name]) => `${name} stands in quotes, which are taken for a part of it.`);
