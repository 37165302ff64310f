import { defineMail } from '../../layouts/define-mail.ts';
import { NOTICE } from '../../layouts/notice.ts';

/** To the owner of a mailbox whose identity has another password. */
export const passwordChanged = defineMail({
  sample: {
    kind: 'password_changed',
    address: 'camille.dupont@mairie.fr',
    link: 'https://regie.example.fr/o/password/forgotten/',
  },
  body: NOTICE,
  texts: {
    'en-us': {
      subject: 'Your password has been changed',
      preview: 'The password of your identity {{address}}.',
      title: 'Your password has been changed',
      state:
        'The password with which {{address}} signs in to the services of your administration has just been changed. Your mail program and the webmail keep their own password.',
      next: 'If this was you, there is nothing to do. If it was not you, choose a new password at once, and tell the person who manages your mail domain: somebody may be using your identity.',
      action: 'Choose a new password',
      signature: 'The messaging team',
    },
    'fr-fr': {
      subject: 'Votre mot de passe a été modifié',
      preview: 'Le mot de passe de votre identité {{address}}.',
      title: 'Votre mot de passe a été modifié',
      state:
        'Le mot de passe avec lequel {{address}} se connecte aux services de votre administration vient d’être modifié. Votre logiciel de messagerie et le webmail gardent leur propre mot de passe.',
      next: 'Si c’était vous, vous n’avez rien à faire. Sinon, choisissez immédiatement un nouveau mot de passe et prévenez la personne qui gère votre domaine de messagerie\u00a0: quelqu’un utilise peut-être votre identité.',
      action: 'Choisir un nouveau mot de passe',
      signature: 'L’équipe de la messagerie',
    },
  },
});
