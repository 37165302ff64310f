import { nearestLine } from '../shared/single-line-text.ts';
import { cutText, isLongerThan } from '../shared/text-length.ts';
import { type DirectoryEntry, hasClosed, isCommune } from './directory-entry.ts';
import { frenchTitleCase } from './french-title-case.ts';
import { isMasked } from './masked-text.ts';
import {
  type DirectoryLookup,
  isUnnamed,
  ORGANIZATION_NAME_MAX_LENGTH,
  type Organization,
} from './organization.ts';

/** Longest short name taken for an acronym, in characters; longer ones are phrases or abbreviated names. */
const ACRONYM_MAX_LENGTH = 8;

/** Shortens text to the longest name, in characters, after a whole word when there is one. */
function truncate(text: string): string {
  if (!isLongerThan(text, ORGANIZATION_NAME_MAX_LENGTH)) return text;
  const kept = cutText(text, ORGANIZATION_NAME_MAX_LENGTH);
  const cutsAWord = text[kept.length] !== ' ';
  const end = cutsAWord ? kept.lastIndexOf(' ') : -1;
  return (end > 0 ? kept.slice(0, end) : kept).replace(/[\s,;:/([–-]+$/u, '') || kept;
}

/** The text on one line, or undefined when there is nothing to show. */
function disclosed(text: string | null | undefined): string | undefined {
  if (text === null || text === undefined) return undefined;
  const line = nearestLine(text).replace(/\s+/g, ' ');
  return isMasked(line) ? undefined : line;
}

function acronymsOf({ acronym }: DirectoryEntry): readonly string[] {
  const text = disclosed(acronym);
  return text !== undefined && /^\p{L}+$/u.test(text) && !isLongerThan(text, ACRONYM_MAX_LENGTH)
    ? [text]
    : [];
}

/**
 * The name to show for a directory entry, at most 100 characters, or undefined when the entry gives none.
 *
 * A commune or a grouping of communes has the name of the official list; a commune that is not in it, that of its city. Others by the first sign board of the establishment, else by the legal
 * name, else by the full name (natural persons have no legal name).
 */
export function nameFrom(entry: DirectoryEntry): string | undefined {
  const official = disclosed(entry.officialName);
  if (official !== undefined) return truncate(official);
  const candidates = [
    isCommune(entry) ? entry.headOfficeCity : null,
    ...(entry.establishment?.tradeNames ?? []),
    entry.legalName,
    entry.fullName,
  ];
  const text = candidates.map(disclosed).find((candidate) => candidate !== undefined);
  return text === undefined ? undefined : truncate(frenchTitleCase(text, acronymsOf(entry)));
}

/**
 * The organization after its look-up succeeded: named when the entry gives a name, with the entry's facts over
 * its former metadata. One that already has a name of its own is returned as it is.
 */
export function nameOrganization(organization: Organization, entry: DirectoryEntry, at: Date): Organization {
  if (!isUnnamed(organization)) return organization;
  return {
    ...organization,
    name: nameFrom(entry) ?? organization.name,
    metadata: {
      ...organization.metadata,
      is_commune: isCommune(entry),
      is_public_service: entry.isPublicService,
      is_closed: hasClosed(entry),
    },
    directoryLookup: { status: 'found', at },
    updatedAt: at,
  };
}

/** The organization after a look-up without a result. One with a name of its own is returned as it is. */
export function recordLookup(
  organization: Organization,
  status: Exclude<DirectoryLookup['status'], 'found'>,
  at: Date,
): Organization {
  if (!isUnnamed(organization)) return organization;
  return { ...organization, directoryLookup: { status, at }, updatedAt: at };
}
