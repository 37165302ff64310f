/** The address of a user called `u` that others may see and compare: null unless somebody vouches for it. */
export const VERIFIED_EMAIL = 'CASE WHEN u.email_verified THEN u.email END';

/**
 * Holds for a user called `u` whose name or verified address contains what `parameter` is placed for. The stored text
 * holds unverified addresses, too: the few who have one are looked at again.
 */
export function isFoundByOthers(parameter: string): string {
  // A query of its own, so that a plan for any values makes the pattern once and not for each person.
  const pattern = `(SELECT search_pattern(${parameter}))`;
  return `u.found_by LIKE ${pattern} AND (u.email_verified OR search_text(coalesce(u.name, '')) LIKE ${pattern})`;
}
