import type { Language } from '../../../domain/shared/language.ts';
import type { Conformity } from './page-look.ts';

type Texts = Readonly<{
  by: (name: string) => string;
  /** Before the title of a window whose page has an error (RGAA 11.10, WCAG technique G199). */
  errorInTitle: string;
  problem: string;
  help: string;
  legal: string;
  accessibility: Readonly<Record<Conformity, string>>;
  links: string;
}>;

/** What all pages say in common. */
export const PAGE_TEXTS: Readonly<Record<Language, Texts>> = {
  'en-us': {
    by: (name) => `${name} manages mailboxes for public administrations.`,
    errorInTitle: 'Error: ',
    problem: 'There is a problem',
    help: 'Help',
    legal: 'Legal notice',
    accessibility: {
      full: 'Accessibility: fully compliant',
      partial: 'Accessibility: partially compliant',
      not_compliant: 'Accessibility: not compliant',
    },
    links: 'About this service',
  },
  'fr-fr': {
    by: (name) => `${name} gère les boîtes mail des administrations publiques.`,
    errorInTitle: 'Erreur\u00a0: ',
    problem: 'Il y a un problème',
    help: 'Aide',
    legal: 'Mentions légales',
    accessibility: {
      full: 'Accessibilité\u00a0: totalement conforme',
      partial: 'Accessibilité\u00a0: partiellement conforme',
      not_compliant: 'Accessibilité\u00a0: non conforme',
    },
    links: 'À propos de ce service',
  },
};
