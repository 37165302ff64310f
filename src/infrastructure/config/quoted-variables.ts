const IN_QUOTES = /^\s*(["']).+\1\s*$/s;

/**
 * Warnings about settings with quotes around their value, which some programs remove and others (`docker run
 * --env-file`) pass on. Values are never shown.
 */
export const quotedVariables = (
  given: Readonly<Record<string, string | undefined>>,
  known: ReadonlySet<string>,
): readonly string[] =>
  Object.entries(given)
    .filter(([name, value]) => known.has(name) && IN_QUOTES.test(value ?? ''))
    .map(([name]) => `${name} stands in quotes, which are taken for a part of it.`);
