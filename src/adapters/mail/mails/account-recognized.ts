import { defineMail } from '../layouts/define-mail.ts';
import { NOTICE } from '../layouts/notice.ts';

/** To the owner of an account after a sign-in under a new `sub`. */
export const accountRecognized = defineMail({
  sample: {
    kind: 'account_recognized',
    address: 'camille.dupont@mairie.fr',
    link: 'https://regie.example.fr/',
  },
  body: NOTICE,
  texts: {
    'en-us': {
      subject: '[La Suite] Your account is now used with a new identifier',
      preview: 'Somebody signed in to La Régie with the address {{address}}.',
      title: 'Your account has a new identifier',
      state:
        'Somebody has just signed in to La Régie with the address {{address}} and an identifier that we did not know. As the sign-in service vouches for this address, your account now belongs to this identifier, and its other sessions have been closed.',
      next: 'If this was you, for example after a change of sign-in service, there is nothing to do. If it was not you, tell the support of your administration at once: somebody may be using your identity.',
      action: 'Open La Régie',
    },
    'fr-fr': {
      subject: '[La Suite] Votre compte est utilisé avec un nouvel identifiant',
      preview: 'Une connexion à La Régie a eu lieu avec l’adresse {{address}}.',
      title: 'Votre compte a un nouvel identifiant',
      state:
        'Une personne vient de se connecter à La Régie avec l’adresse {{address}} et un identifiant que nous ne connaissions pas. Comme le service de connexion garantit cette adresse, votre compte est désormais rattaché à cet identifiant, et ses autres sessions ont été fermées.',
      next: 'Si c’était vous, par exemple après un changement de service de connexion, vous n’avez rien à faire. Sinon, prévenez immédiatement le support de votre administration\u00a0: quelqu’un utilise peut-être votre identité.',
      action: 'Ouvrir La Régie',
    },
  },
});
