/**
 * One condition that mail of a domain needs, under the name its provisioner gives it. `passed` is null where the
 * provisioner does not tell. `owner`: who can put it right; null where that is not told. `detail`: what is wrong, in words
 * for people.
 */
export type DomainTest = Readonly<{
  name: string;
  passed: boolean | null;
  owner: 'customer' | 'provisioner' | null;
  detail: string | null;
}>;

/**
 * What a provisioner found. `isReady` is its own judgement of the whole; null where it gives none. `raw` is its answer as
 * it came, a JSON object: it is shown to administrators, and no rule reads it.
 */
export type DomainCheck = Readonly<{
  isReady: boolean | null;
  tests: readonly DomainTest[];
  raw: Readonly<Record<string, unknown>>;
}>;

/** All good, work for the domain's owner, work for the provisioner, or nothing that tells. */
export type Verdict = 'ready' | 'action_required' | 'repairable' | 'unknown';

const hasFailed = ({ passed }: DomainTest): boolean => passed === false;

/** A domain that is not ready though no test fails tells nothing. */
export function verdictOf({ isReady, tests }: Pick<DomainCheck, 'isReady' | 'tests'>): Verdict {
  if (isReady === null) return 'unknown';
  if (isReady) return 'ready';
  const owners = tests.filter(hasFailed).map(({ owner }) => owner);
  if (owners.includes('customer')) return 'action_required';
  return owners.includes('provisioner') ? 'repairable' : 'unknown';
}

/** Per failing test that the domain's owner must repair: what is wrong, or null. */
export const requiredActions = (
  tests: readonly DomainTest[] | null,
): Readonly<Record<string, string | null>> =>
  Object.fromEntries(
    (tests ?? [])
      .filter((test) => hasFailed(test) && test.owner === 'customer')
      .map(({ name, detail }) => [name, detail]),
  );
