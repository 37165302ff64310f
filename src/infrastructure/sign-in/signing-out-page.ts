import type { Language } from '../../domain/shared/language.ts';
import { html } from '../pages/kit/html.ts';
import type { Page } from '../pages/kit/render-page.ts';

const TEXTS: Readonly<Record<Language, Readonly<{ heading: string; text: string; goOn: string }>>> = {
  'en-us': {
    heading: 'Signing out',
    text: 'You are signed out here. If this page stays,',
    goOn: 'go on',
  },
  'fr-fr': {
    heading: 'Déconnexion',
    text: 'Vous êtes déconnecté d’ici. Si cette page reste affichée,',
    goOn: 'continuez',
  },
};

/**
 * Takes a browser on to the provider's sign-out. Chromium holds every redirection after a form to the `form-action` of its
 * page, also those of the provider to others behind it, which nobody here knows: a page in between ends that.
 */
export const signingOutPage = (url: string, language: Language): Page => ({
  language,
  heading: TEXTS[language].heading,
  goesOnTo: url,
  body: html`<p>${TEXTS[language].text} <a href="${url}">${TEXTS[language].goOn}</a>.</p>`,
});
