const SLUG_MAX_LENGTH = 80;

/** The slug of a domain name: as the reference computes it (contract/rest-api.md 2.8), cut at 80 characters. */
function baseSlug(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9_\s-]/g, '')
    .trim()
    .replace(/[-\s]+/g, '-')
    .replace(/^[-_]+|[-_]+$/g, '')
    .slice(0, SLUG_MAX_LENGTH);
}

/** Slugs to try in order until one is free: the plain one, then `-2`, `-3` and so on, without end. */
export function* slugCandidates(name: string): Generator<string, never> {
  const base = baseSlug(name);
  yield base;
  for (let n = 2; ; n += 1) {
    const suffix = `-${n}`;
    yield base.slice(0, SLUG_MAX_LENGTH - suffix.length) + suffix;
  }
}
