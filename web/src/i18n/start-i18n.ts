import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Texts } from './en/texts.ts';

export const LANGUAGES = ['fr', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Names of languages, each in itself. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { fr: 'Français', en: 'English' };

/** The languages as the server names them. */
export const STORED_LANGUAGES = { en: 'en-us', fr: 'fr-fr' } as const satisfies Record<Language, string>;

const KEY = 'regie-language';

const LOAD: Readonly<Record<Language, () => Promise<Texts>>> = {
  fr: async () => (await import('./fr/french.ts')).french,
  en: async () => (await import('./en/english.ts')).english,
};

/** The language of a tag such as `fr-FR`, if it is one of ours. */
const languageOfTag = (tag: string | null): Language | undefined =>
  LANGUAGES.find((language) => tag?.toLowerCase().split('-')[0] === language);

/** The language of those of whom nothing is stored: what they chose here, what their browser wants, what is usual. */
const guess = (usual: Language): Language =>
  [window.localStorage.getItem(KEY), ...navigator.languages].map(languageOfTag).find(Boolean) ?? usual;

async function load(language: Language): Promise<void> {
  if (i18next.hasResourceBundle(language, 'translation')) return;
  const { translation, failures } = await LOAD[language]();
  i18next.addResourceBundle(language, 'translation', translation);
  i18next.addResourceBundle(language, 'failures', failures);
}

/** Loads the texts of one language, and shows the console in it. */
export async function startI18n(usual: Language): Promise<void> {
  const language = guess(usual);
  await i18next.use(initReactI18next).init({
    ns: ['translation', 'failures'],
    resources: {},
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  });
  await showIn(language);
}

/** Shows the console in this language from now on. */
async function showIn(language: Language): Promise<void> {
  await load(language);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}

/** Shows the console in the language that is stored of a person, unless they chose another one in this browser. */
export async function adoptLanguage(tag: string): Promise<void> {
  const language = languageOfTag(tag);
  if (language !== undefined && window.localStorage.getItem(KEY) === null) await showIn(language);
}

/** As `showIn`, for a person who chose it: the next visit begins in it. */
export async function chooseLanguage(language: Language): Promise<void> {
  window.localStorage.setItem(KEY, language);
  await showIn(language);
}
