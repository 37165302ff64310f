import type { Language } from '../../../domain/shared/language.ts';

/** The sentences of every mail, unless a mail has its own under the same name. */
export const SHARED_TEXTS = {
  'en-us': {
    lang: 'en',
    greeting: 'Hello,',
    signature: 'The La Régie team',
    link_in_clear: 'If the button does not work, copy this address into your browser:',
    about:
      'La Régie is the service of La Suite where public administrations manage their groups, mail domains and mailboxes.',
    automatic: 'This message was sent automatically: nobody reads the replies.',
  },
  'fr-fr': {
    lang: 'fr',
    greeting: 'Bonjour,',
    signature: 'L’équipe de La Régie',
    link_in_clear: 'Si le bouton ne fonctionne pas, copiez cette adresse dans votre navigateur\u00a0:',
    about:
      'La Régie est le service de La Suite avec lequel les administrations gèrent leurs groupes, leurs domaines de messagerie et leurs boîtes mail.',
    automatic: 'Ce message a été envoyé automatiquement\u00a0: personne ne lit les réponses.',
  },
} as const satisfies Readonly<Record<Language, Readonly<Record<string, string>>>>;
