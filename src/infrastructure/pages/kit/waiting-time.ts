import type { Language } from '../../../domain/shared/language.ts';

const HOUR_WORDS: Readonly<Record<Language, string>> = { 'en-us': 'hour', 'fr-fr': 'heure' };

/** How long to wait, rounded up: nobody who waited so long is refused. Minutes are minutes in both languages. */
export function waitingTime(language: Language, seconds: number): string {
  const minutes = Math.max(1, Math.ceil(seconds / 60));
  const [count, word] = minutes < 60 ? [minutes, 'minute'] : [Math.ceil(minutes / 60), HOUR_WORDS[language]];
  return `${count} ${word}${count > 1 ? 's' : ''}`;
}
