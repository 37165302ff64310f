import type { Language } from '../../domain/shared/language.ts';

/** What is said in place of the console. */
type ConsoleTexts = Readonly<{
  notFound: string;
  notFoundReason: string;
  toConsole: string;
  notBuilt: string;
  notBuiltReason: string;
}>;

export const CONSOLE_TEXTS: Readonly<Record<Language, ConsoleTexts>> = {
  'en-us': {
    notFound: 'Page not found',
    notFoundReason: 'There is no such file. It may belong to a former version of the console.',
    toConsole: 'Open the console',
    notBuilt: 'The console is being prepared',
    notBuiltReason: 'This page looks again by itself every few seconds.',
  },
  'fr-fr': {
    notFound: 'Page introuvable',
    notFoundReason:
      'Ce fichier n’existe pas. Il appartient peut-être à une version précédente de la console.',
    toConsole: 'Ouvrir la console',
    notBuilt: 'La console est en préparation',
    notBuiltReason: 'Cette page regarde à nouveau d’elle-même toutes les quelques secondes.',
  },
};
