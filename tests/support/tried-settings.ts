import { describe, expect, it } from 'vitest';
import { ConfigurationError, readEnvironment } from '../../src/infrastructure/config/read-environment.ts';
import { PRODUCTION } from './production-environment.ts';

export type Given = Readonly<Record<string, string | undefined>>;

/** What is wrong with a configuration that is right but for the `given` variables, as `VARIABLE: problem`. */
export const problemsOf = (given: Given): readonly string[] => {
  try {
    readEnvironment({ ...PRODUCTION, ...given });
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
};

/** Environments other than that of a developer. */
export const DEPLOYED = ['staging', 'preprod', 'prod', 'feature', 'demo'];

/** Expects that each of the `given` values, in an otherwise right configuration, causes this problem alone. */
export const refuses = (name: string, given: readonly string[], problem: RegExp) =>
  describe(`${name} is refused`, () => {
    it.each(given)('as %j', (written) => {
      expect(problemsOf({ [name]: written })).toEqual([expect.stringMatching(problem)]);
      expect(problemsOf({ [name]: written })[0]?.startsWith(`${name}: `)).toBe(true);
    });
  });
/** Expects that each of the `given` values causes no problem. */
export const takes = (name: string, given: readonly string[]) =>
  it.each(given)(`takes ${name} as %j`, (written) => {
    expect(problemsOf({ [name]: written })).toEqual([]);
  });
