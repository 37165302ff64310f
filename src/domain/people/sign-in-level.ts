import { isStorable } from '../shared/storable-text.ts';
import { isLongerThan } from '../shared/text-length.ts';
import type { User } from './user.ts';

/**
 * The authentication levels (`acr`, OpenID Connect Core 1.0, section 2) of which a sign-in to Régie must present one. An
 * empty list asks for nothing.
 */
export type SignInLevels = Readonly<{
  /** Of staff and superusers. */
  staff: readonly string[];
  /** Of people who administer a mail domain (as owner or administrator) or an organization. */
  administrators: readonly string[];
}>;

type Rights = Pick<User, 'isStaff' | 'isSuperuser'>;

const ACR_MAX_LENGTH = 255;

/** The level that an `acr` claim tells; undefined when there is none, or when it is no text. */
export const toldLevel = (claim: unknown): string | undefined =>
  typeof claim === 'string' && claim !== '' && !isLongerThan(claim, ACR_MAX_LENGTH) && isStorable(claim)
    ? claim
    : undefined;

/** Whether anybody is asked for a level. */
export const asksForLevels = ({ staff, administrators }: SignInLevels): boolean =>
  staff.length > 0 || administrators.length > 0;

/**
 * The levels that satisfy both lists, for staff who administer something. Without one of them nobody such could sign in.
 */
export const commonLevels = ({ staff, administrators }: SignInLevels): readonly string[] =>
  staff.filter((level) => administrators.includes(level));

/**
 * The levels of which a person must present one; empty when none is asked of them. Who is staff and administers something
 * must satisfy both lists.
 */
export function askedLevels(
  levels: SignInLevels,
  { isStaff, isSuperuser }: Rights,
  administers: boolean,
): readonly string[] {
  const ofStaff = isStaff || isSuperuser ? levels.staff : [];
  const ofAdministrators = administers ? levels.administrators : [];
  if (ofStaff.length === 0) return ofAdministrators;
  return ofAdministrators.length === 0 ? ofStaff : commonLevels(levels);
}

/** Whether a sign-in that told `reached` presents one of the levels asked for. One that told nothing presents none. */
export const presentsLevel = (asked: readonly string[], reached: string | undefined): boolean =>
  asked.length === 0 || (reached !== undefined && asked.includes(reached));
