import type { Language } from '../../../domain/shared/language.ts';
import { type Html, html } from './html.ts';

/** Where those who run public administrations of France read clocks. */
const TIME_ZONE = 'Europe/Paris';

/** A moment as people read it, with the exact one for programs. */
export function moment(at: Date, language: Language): Html {
  const shown = new Intl.DateTimeFormat(language, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZone: TIME_ZONE,
    timeZoneName: 'short',
  }).format(at);
  return html`<time datetime="${at.toISOString()}">${shown}</time>`;
}
