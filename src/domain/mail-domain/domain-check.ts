/**
 * One condition that mail of a domain needs, under the provisioner's name for it. `passed` is null when the provisioner
 * does not say. `owner`: who can repair it; null when unknown. `detail`: what is wrong, in words for people.
 */
export type DomainTest = Readonly<{
  name: string;
  passed: boolean | null;
  owner: 'customer' | 'provisioner' | null;
  detail: string | null;
}>;

/**
 * The result of a provisioner's check. `isReady` is the provisioner's own verdict; null when it gives none. `raw` is its
 * answer unchanged, a JSON object: administrators see it, and no rule reads it.
 */
export type DomainCheck = Readonly<{
  isReady: boolean | null;
  tests: readonly DomainTest[];
  raw: Readonly<Record<string, unknown>>;
}>;

/** Ready, to be repaired by the domain's owner, to be repaired by the provisioner, or inconclusive. */
export type Verdict = 'ready' | 'action_required' | 'repairable' | 'unknown';

const hasFailed = ({ passed }: DomainTest): boolean => passed === false;

/** The verdict is `unknown` for a domain that is not ready though no test fails. */
export function verdictOf({ isReady, tests }: Pick<DomainCheck, 'isReady' | 'tests'>): Verdict {
  if (isReady === null) return 'unknown';
  if (isReady) return 'ready';
  const owners = tests.filter(hasFailed).map(({ owner }) => owner);
  if (owners.includes('customer')) return 'action_required';
  return owners.includes('provisioner') ? 'repairable' : 'unknown';
}

/** What is wrong (or null), by the name of each failing test that the domain's owner must repair. */
export const requiredActions = (
  tests: readonly DomainTest[] | null,
): Readonly<Record<string, string | null>> =>
  Object.fromEntries(
    (tests ?? [])
      .filter((test) => hasFailed(test) && test.owner === 'customer')
      .map(({ name, detail }) => [name, detail]),
  );
