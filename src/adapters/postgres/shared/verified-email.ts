/** The address of a user (alias `u`) that other people may see and compare: null unless it is verified. */
export const VERIFIED_EMAIL = 'CASE WHEN u.email_verified THEN u.email END';

/**
 * Whether a user (alias `u`) has the parameter's text in their name or verified address. The stored search text contains
 * unverified addresses too, so the few matching users who have one are checked again.
 */
export function isFoundByOthers(parameter: string): string {
  // A subquery, so that a generic plan computes the pattern once and not for each person.
  const pattern = `(SELECT search_pattern(${parameter}))`;
  return `u.found_by LIKE ${pattern} AND (u.email_verified OR search_text(coalesce(u.name, '')) LIKE ${pattern})`;
}
