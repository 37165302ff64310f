/** What others know of a person: their password must not be made of it. */
export type PersonalTexts = Readonly<{
  /** The person's own: address, names. A password that is like one of them is refused. */
  own: readonly string[];
  /** Of those around: organization, domain. A password of little else is refused. */
  around: readonly string[];
}>;

/** From this share of equal characters on, two texts are alike (Django: `UserAttributeSimilarityValidator`). */
const MOST_ALIKE = 0.7;
/** Shorter parts are in too many words to say anything. */
const SHORTEST_PART = 3;
/** How many letters and digits a password needs besides what is known of the person. */
const LEAST_BESIDES = 8;

/** Without letter case and accents. */
const folded = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

const partsOf = (text: string): readonly string[] => text.split(/[^\p{L}\p{N}]+/u);

/** Each text and its words, folded, the longest first. */
export function personalParts({ own, around }: PersonalTexts): readonly string[] {
  const texts = [...own, ...around].map(folded);
  const parts = texts
    .flatMap((text) => [text, ...partsOf(text)])
    .filter((part) => part.length >= SHORTEST_PART);
  return [...new Set(parts)].sort((a, b) => b.length - a.length);
}

/** The share of characters that two texts have in common, in any order (Python: `SequenceMatcher.quick_ratio`). */
function alike(one: string, other: string): number {
  const left = new Map<string, number>();
  for (const sign of other) left.set(sign, (left.get(sign) ?? 0) + 1);
  let common = 0;
  for (const sign of one) {
    const count = left.get(sign) ?? 0;
    if (count > 0) common += 1;
    left.set(sign, count - 1);
  }
  const length = one.length + other.length;
  return length === 0 ? 0 : (2 * common) / length;
}

/** Whether a password is like what is known of the person, or has too little besides. */
export function isLikePersonalText(password: string, about: PersonalTexts): boolean {
  const written = folded(password);
  const own = personalParts({ own: about.own, around: [] });
  if (own.some((part) => alike(written, part) >= MOST_ALIKE)) return true;
  const parts = personalParts(about);
  const rest = parts.reduce((text, part) => text.replaceAll(part, ' '), written);
  return rest !== written && partsOf(rest).join('').length < LEAST_BESIDES;
}
