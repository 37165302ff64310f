import { defineMail } from '../../layouts/define-mail.ts';

/** To the owner of a mailbox after too many wrong passwords. It has no link: such mails are what phishing looks like. */
export const mailboxSignInWarning = defineMail({
  sample: { kind: 'mailbox_sign_in_warning', address: 'camille.dupont@mairie.fr' },
  body: `
<mj-text>[[state]]</mj-text>
<mj-text>[[own]]</mj-text>
<mj-text>[[others]]</mj-text>`,
  texts: {
    'en-us': {
      subject: '[La Suite] Somebody tries passwords at your address',
      preview: 'Too many wrong passwords were given for {{address}}.',
      title: 'Too many wrong passwords',
      state:
        'Too many wrong passwords were given for {{address}}. After several in a row, nobody can sign in with this address for a few minutes, except in browsers where you have signed in before.',
      own: 'If this was you, wait a few minutes and try again, or choose a new password from the sign-in page.',
      others:
        'If it was not you: none of them was your password, and there is nothing to do. If it is easy to guess, or if you use it elsewhere, change it. We write to you about this once a day at most.',
    },
    'fr-fr': {
      subject: '[La Suite] Des mots de passe sont essayés à votre adresse',
      preview: 'Trop de mots de passe erronés ont été saisis pour {{address}}.',
      title: 'Trop de mots de passe erronés',
      state:
        'Trop de mots de passe erronés ont été saisis pour {{address}}. Après plusieurs à la suite, il n’est plus possible de se connecter avec cette adresse pendant quelques minutes, sauf dans les navigateurs où vous l’avez déjà fait.',
      own: 'Si c’était vous, attendez quelques minutes avant de réessayer, ou choisissez un nouveau mot de passe depuis la page de connexion.',
      others:
        'Si ce n’était pas vous\u00a0: aucun n’était le vôtre, et vous n’avez rien à faire. Si votre mot de passe est facile à deviner, ou si vous l’utilisez ailleurs, changez-le. Nous ne vous écrivons à ce sujet qu’une fois par jour au plus.',
    },
  },
});
