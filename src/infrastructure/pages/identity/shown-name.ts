/** Longest name of a service on a page, in characters. */
const MOST_SHOWN = 80;

/** Signs that nobody sees, which break lines or turn the direction of what follows (Unicode categories Cc, Cf, Zl, Zp). */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu;

/** A name that others gave, as it may stand in a sentence of ours; undefined when nothing of it can be shown. */
export function shownName(name: string | undefined): string | undefined {
  const shown = (name ?? '').replace(UNSEEN, ' ').replace(/\s+/g, ' ').trim();
  if (shown === '') return undefined;
  const characters = [...shown];
  return characters.length > MOST_SHOWN ? `${characters.slice(0, MOST_SHOWN).join('')}…` : shown;
}
