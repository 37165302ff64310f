import { defineMail } from '../../layouts/define-mail.ts';
import { NOTICE } from '../../layouts/notice.ts';

/** To the owner of a mailbox whose second factor is another now. */
export const secondFactorChanged = defineMail({
  sample: {
    kind: 'second_factor_changed',
    change: 'added',
    factor: 'totp',
    address: 'camille.dupont@mairie.fr',
    link: 'https://regie.example.fr/o/account/',
  },
  body: NOTICE,
  texts: {
    'en-us': {
      subject: '{{change.title}}',
      preview: 'For the identity of {{address}}.',
      title: '{{change.title}}',
      state:
        '{{factor.name}} with which {{address}} signs in to the services of your administration {{change.happened}}.',
      next: 'If this was you, there is nothing to do. If it was not you, choose a new password at once, and tell the person who manages your mail domain: somebody may be using your identity.',
      action: 'See my account',
      signature: 'The messaging team',
    },
    'fr-fr': {
      subject: '{{change.title}}',
      preview: 'Pour l’identité de {{address}}.',
      title: '{{change.title}}',
      state:
        '{{factor.name}} avec laquelle {{address}} se connecte aux services de votre administration {{change.happened}}.',
      next: 'Si c’était vous, vous n’avez rien à faire. Sinon, choisissez immédiatement un nouveau mot de passe et prévenez la personne qui gère votre domaine de messagerie\u00a0: quelqu’un utilise peut-être votre identité.',
      action: 'Voir mon compte',
      signature: 'L’équipe de la messagerie',
    },
  },
  words: {
    'en-us': {
      change: {
        added: { title: 'A second factor has been added', happened: 'has just been added' },
        removed: { title: 'A second factor has been removed', happened: 'has just been removed' },
      },
      factor: {
        totp: { name: 'An authenticator application' },
        passkey: { name: 'A passkey' },
      },
    },
    'fr-fr': {
      change: {
        added: { title: 'Un second facteur a été ajouté', happened: 'vient d’être ajoutée' },
        removed: { title: 'Un second facteur a été retiré', happened: 'vient d’être retirée' },
      },
      factor: {
        totp: { name: 'Une application d’authentification' },
        passkey: { name: 'Une clé d’accès' },
      },
    },
  },
});
