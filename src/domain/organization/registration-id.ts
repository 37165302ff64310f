import { isLongerThan } from '../shared/text-length.ts';
import { REGISTRATION_ID_MAX_LENGTH } from './organization.ts';
import { isValidSiren, isValidSiret, isWellFormedSiren, isWellFormedSiret } from './siret.ts';

/** Rules for registration ids in claims. */
export type RegistrationIdRules = Readonly<{
  /** The format of ids in this installation; null for any. */
  pattern: RegExp | null;
  /** Whether a SIRET or SIREN with wrong check digits counts as absent. */
  checksum: boolean;
}>;

/** Invisible characters: format characters, fillers, variation selectors. */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Cf}\u2800]/gu;
const SPACES = /[\s\p{Z}\u0085]+/gu;
/** Characters that people put between groups of digits; commas and slashes separate whole ids instead. */
const BETWEEN_GROUPS = /[\s\p{Z}\u0085.·•‧∙\p{Pd}−_'’]/gu;
const SPACES_AND_DOTS = /[\s\p{Z}\u0085.]/gu;
const LIST_SEPARATORS = /[,;|/]/;
/** Labels that people and programs write before the number. */
const LABEL = /^(?:n[°o]\s*)?(?:sire[tn]|fr)\s*[:=#-]?\s*/i;

const withoutInvisible = (text: string): string => text.normalize('NFKC').replace(INVISIBLE, '');

/**
 * A registration id as it is stored and compared, for all ways of writing it. Normalizing is idempotent. Full-width and
 * other compatibility characters become plain ones (NFKC), invisible ones are removed.
 *
 * - A SIRET or SIREN loses its label and every separator between its digits: spaces of every kind, dots, dashes,
 *   apostrophes.
 * - Another id with a digit in it loses spaces and dots; its dashes are part of it.
 * - Text without a digit keeps one plain space where there was white space.
 */
export function normalizeRegistrationId(written: string): string {
  const text = withoutInvisible(written);
  // Programs that treat the number as a decimal one append `.0`.
  const whole = text.trim().replace(/^([0-9]{14})\.0$/, '$1');
  const digits = whole.replace(LABEL, '').replace(BETWEEN_GROUPS, '');
  if (isWellFormedSiret(digits) || isWellFormedSiren(digits)) return digits;
  const meaningful = /\p{N}/u.test(whole)
    ? whole.replace(SPACES_AND_DOTS, '')
    : whole.replace(SPACES, ' ').trim();
  const composed = withoutInvisible(meaningful);
  return composed === written ? composed : normalizeRegistrationId(composed);
}

const ONLY_ZEROS_OR_NINES = /^(?:0*|9{9}|9{14})$/;
/** Scientific notation, in which spreadsheets write long numbers and lose the last digits. */
const SCIENTIFIC = /^\d+(?:,\d+)?e\+\d+$/i;

/**
 * Whether a normalized id means "none": `N/A`, `-`, `[ND]`, `undefined`, `non renseigné`, only zeros, or no visible
 * text. In all languages such texts have no digit, and the ids of all registers have one.
 */
export function isPlaceholderId(id: string): boolean {
  const meaningful = id.replace(/[^\p{L}\p{N}]/gu, '');
  return !/\p{N}/u.test(meaningful) || ONLY_ZEROS_OR_NINES.test(meaningful) || SCIENTIFIC.test(id);
}

/**
 * Whether a normalized id has the form of a SIRET or a SIREN but wrong check digits; ids of other registers have none.
 */
export const hasWrongCheckDigits = (id: string): boolean =>
  (isWellFormedSiret(id) && !isValidSiret(id)) || (isWellFormedSiren(id) && !isValidSiren(id));

/** Whether a normalized id can be stored and has the format of this installation. */
export const isUsableId = (id: string, pattern: RegExp | null): boolean =>
  !isPlaceholderId(id) &&
  !isLongerThan(id, REGISTRATION_ID_MAX_LENGTH) &&
  id.isWellFormed() &&
  !/\p{Cc}/u.test(id) &&
  (pattern?.test(id) ?? true);

/** No SIREN begins with more zeros than this. */
const MOST_LEADING_ZEROS = 2;

/**
 * A number as an id. Numbers lose leading zeros: a SIRET that lost one or two gets them back if its check digits are
 * then right, since no other id has that length; any other number is read unchanged.
 */
function fromNumber(value: number): string {
  if (!Number.isSafeInteger(value) || value <= 0) return '';
  const digits = String(value);
  const padded = digits.padStart(14, '0');
  return digits.length >= 14 - MOST_LEADING_ZEROS && isValidSiret(padded) ? padded : digits;
}

const isNational = (id: string): boolean => isWellFormedSiret(id) || isWellFormedSiren(id);

/** Longest text that is parsed, in characters: ids are far shorter, with any separators. */
const LONGEST_CLAIM = 1000;

/** Text is one id, or a list of SIRETs and SIRENs with separators; other items of such a list are ignored. */
function fromText(text: string): readonly string[] {
  if (isLongerThan(text, LONGEST_CLAIM)) return [];
  const items = text.split(LIST_SEPARATORS).map(normalizeRegistrationId);
  const ids = items.filter(isNational);
  const isList = ids.length > 0 && items.every((item) => isNational(item) || isPlaceholderId(item));
  return isList ? ids : [normalizeRegistrationId(text)];
}

/** Values nested deeper in the claim are ignored. */
function idsIn(claim: unknown): readonly string[] {
  if (Array.isArray(claim)) return claim.flatMap((item) => (Array.isArray(item) ? [] : idsIn(item)));
  if (typeof claim === 'string') return fromText(claim);
  return typeof claim === 'number' ? [fromNumber(claim)] : [];
}

/**
 * The registration id in a provider's claim: text, a number, or the first usable item of a list. Null when there is
 * none: a bad id refuses nobody (contract/siret.md section 3).
 */
export function registrationIdInClaim(
  claim: unknown,
  { pattern, checksum }: RegistrationIdRules,
): string | null {
  const usable = idsIn(claim).find((id) => isUsableId(id, pattern) && !(checksum && hasWrongCheckDigits(id)));
  return usable ?? null;
}
