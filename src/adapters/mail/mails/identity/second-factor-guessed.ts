import { defineMail } from '../../layouts/define-mail.ts';

/** To the owner of a mailbox after too many wrong codes. It has no link: such mails are what phishing looks like. */
export const secondFactorGuessed = defineMail({
  sample: { kind: 'second_factor_guessed', address: 'camille.dupont@mairie.fr' },
  body: `
<mj-text>[[state]]</mj-text>
<mj-text>[[own]]</mj-text>
<mj-text>[[others]]</mj-text>`,
  texts: {
    'en-us': {
      subject: '[La Suite] Somebody tries codes at your address',
      preview: 'Too many wrong codes were given for {{address}}.',
      title: 'Too many wrong codes',
      state:
        'Somebody gave the right password for {{address}}, and then several wrong codes. After too many of them, no code is taken for a while.',
      own: 'If this was you, wait a few minutes and try again. If your codes are never right, see whether the clock of your phone is, or use a recovery code.',
      others:
        'If it was not you, nobody got in, but your password is known: choose a new one from the sign-in page, and tell the person who manages your mail domain. We write to you about this once a day at most.',
    },
    'fr-fr': {
      subject: '[La Suite] Des codes sont essayés à votre adresse',
      preview: 'Trop de codes erronés ont été saisis pour {{address}}.',
      title: 'Trop de codes erronés',
      state:
        'Quelqu’un a saisi le bon mot de passe de {{address}}, puis plusieurs codes erronés. Au-delà d’un certain nombre, plus aucun code n’est accepté pendant quelque temps.',
      own: 'Si c’était vous, attendez quelques minutes avant de réessayer. Si vos codes sont toujours refusés, vérifiez que votre téléphone est à l’heure, ou utilisez un code de secours.',
      others:
        'Si ce n’était pas vous, personne n’a pu se connecter, mais votre mot de passe est connu\u00a0: choisissez-en un nouveau depuis la page de connexion et prévenez la personne qui gère votre domaine de messagerie. Nous ne vous écrivons à ce sujet qu’une fois par jour au plus.',
    },
  },
});
