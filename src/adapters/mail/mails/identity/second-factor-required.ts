import { defineMail } from '../../layouts/define-mail.ts';
import { NOTICE } from '../../layouts/notice.ts';

/** To the owner of a mailbox who has no second factor, before the day from which they need one. */
export const secondFactorRequired = defineMail({
  sample: {
    kind: 'second_factor_required',
    address: 'camille.dupont@mairie.fr',
    requiredFrom: '2026-12-07',
    link: 'https://regie.example.fr/o/account/',
  },
  body: NOTICE,
  texts: {
    'en-us': {
      subject: 'From {{requiredFrom}} you need a second factor to sign in',
      preview: 'Add one for {{address}} before that day.',
      title: 'Your password alone will no longer be enough',
      state:
        'From {{requiredFrom}} on, {{address}} signs in to the services of your administration with a second factor: a code that an application on your telephone shows, or a passkey. You have none yet.',
      next: 'Add one now, it takes a few minutes: open your account and sign in. Whoever has none on that day is asked to add one at the next sign-in. Your mail program and the webmail do not change.',
      action: 'Open my account',
      signature: 'The messaging team',
    },
    'fr-fr': {
      subject: 'À partir du {{requiredFrom}}, un second facteur sera nécessaire pour vous connecter',
      preview: 'Ajoutez-en un pour {{address}} avant cette date.',
      title: 'Votre mot de passe seul ne suffira plus',
      state:
        'À partir du {{requiredFrom}}, {{address}} se connectera aux services de votre administration avec un second facteur\u00a0: un code affiché par une application de votre téléphone, ou une clé d’accès. Vous n’en avez pas encore.',
      next: 'Ajoutez-en un dès maintenant, en quelques minutes\u00a0: ouvrez votre compte et connectez-vous. Sans second facteur à cette date, il vous sera demandé d’en ajouter un à la connexion suivante. Votre logiciel de messagerie et le webmail ne changent pas.',
      action: 'Ouvrir mon compte',
      signature: 'L’équipe de la messagerie',
    },
  },
});
