import { searchedTexts } from '../../../application/shared/search.ts';
import type { Searched } from '../../../application/shared/searched.ts';

/** The address of a user (alias `u`) that other people may see and compare: null unless it is verified. */
export const VERIFIED_EMAIL = 'CASE WHEN u.email_verified THEN u.email END';

/**
 * Conditions that a user (alias `u`) has all that is searched for in their name or verified address. The stored search
 * text contains unverified addresses too, so the few matching users who have one are checked again.
 */
export const foundByOthers = (
  search: Searched | undefined,
  place: (value: unknown) => string,
): readonly string[] =>
  searchedTexts(search).map((text) => {
    // A subquery, so that a generic plan computes the pattern once and not for each person.
    const pattern = `(SELECT search_pattern(${place(text)}))`;
    return `u.found_by LIKE ${pattern} AND (u.email_verified OR search_text(coalesce(u.name, '')) LIKE ${pattern})`;
  });
