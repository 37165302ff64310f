import type { Language } from '../../../domain/shared/language.ts';

type Texts = Readonly<{
  heading: string;
  passwordHeading: string;
  address: string;
  /** Before the moment at which the link ends. */
  until: string;
  openMailbox: string;
  showPassword: string;
  /** What another password is for, and that the webmail keeps its own. */
  identity: string;
  choosePassword: string;
  shownOnce: string;
  password: string;
  keepIt: string;
  wasShown: string;
  goToWebmail: string;
  usedUp: string;
  unexpected: string;
  unknownHeading: string;
  unknown: string;
  unreadableHeading: string;
  unreadable: string;
  expiredHeading: string;
  askAgain: string;
  awayHeading: string;
  away: string;
  refusedHeading: string;
  refused: string;
  troubleHeading: string;
  trouble: string;
  tryAgain: string;
}>;

export const MAIL_LINK_TEXTS: Readonly<Record<Language, Texts>> = {
  'en-us': {
    heading: 'Your mailbox',
    passwordHeading: 'Your temporary password',
    address: 'Address:',
    until: 'This link is personal. It works until',
    openMailbox: 'Sign in to my mailbox',
    showPassword: 'Show my temporary password',
    identity:
      'With this address you also sign in to the services of your administration, by a password that you choose. The webmail keeps its own.',
    choosePassword: 'Choose that password',
    shownOnce: 'The password is shown only once. Have something at hand to keep it with.',
    password: 'Temporary password:',
    keepIt: 'It will not be shown again. Sign in with it, then choose a new one.',
    wasShown:
      'The password was shown already. If it was not you who saw it, tell the person who manages your mail domain at once.',
    goToWebmail: 'Go to the webmail',
    usedUp: 'This link has been used as often as it can be.',
    unexpected: 'If you did not expect this link, tell the person who manages your mail domain.',
    unknownHeading: 'This link leads nowhere',
    unknown:
      'It is not complete, it is too old, or the mailbox is not in use any more. Open it from the mail, or copy all of it.',
    unreadableHeading: 'The password cannot be shown',
    unreadable: 'We can no longer read the password that was kept for you. It is not your fault.',
    expiredHeading: 'This link is too old',
    askAgain: 'Ask the person who manages your mail domain for a new one.',
    awayHeading: 'The mail service does not answer',
    away: 'Your link is still good: try again in a few minutes.',
    refusedHeading: 'The mailbox cannot be opened',
    refused:
      'The mail service does not let us open it at the moment. The support team has been told. Your link is still good: try again later.',
    troubleHeading: 'Something went wrong',
    trouble: 'It is not your fault. Your link is still good: try again in a few minutes.',
    tryAgain: 'Try again',
  },
  'fr-fr': {
    heading: 'Votre boîte mail',
    passwordHeading: 'Votre mot de passe temporaire',
    address: 'Adresse\u00a0:',
    until: 'Ce lien est personnel. Il fonctionne jusqu’au',
    openMailbox: 'Se connecter à ma boîte mail',
    showPassword: 'Afficher mon mot de passe temporaire',
    identity:
      'Avec cette adresse, vous vous connectez aussi aux services de votre administration, par un mot de passe que vous choisissez. Le webmail garde le sien.',
    choosePassword: 'Choisir ce mot de passe',
    shownOnce: 'Le mot de passe n’est affiché qu’une seule fois. Prévoyez de quoi le conserver.',
    password: 'Mot de passe temporaire\u00a0:',
    keepIt: 'Il ne sera plus affiché. Connectez-vous avec lui, puis choisissez-en un nouveau.',
    wasShown:
      'Le mot de passe a déjà été affiché. Si ce n’est pas vous qui l’avez vu, prévenez tout de suite la personne qui gère votre domaine de messagerie.',
    goToWebmail: 'Aller à la messagerie',
    usedUp: 'Ce lien a été utilisé autant de fois que possible.',
    unexpected: 'Si vous n’attendiez pas ce lien, prévenez la personne qui gère votre domaine de messagerie.',
    unknownHeading: 'Ce lien ne mène nulle part',
    unknown:
      'Il est incomplet, trop ancien, ou la boîte mail n’est plus utilisée. Ouvrez-le depuis le courriel, ou copiez-le en entier.',
    unreadableHeading: 'Le mot de passe ne peut pas être affiché',
    unreadable: 'Nous ne pouvons plus lire le mot de passe conservé pour vous. Ce n’est pas de votre fait.',
    expiredHeading: 'Ce lien est trop ancien',
    askAgain: 'Demandez-en un nouveau à la personne qui gère votre domaine de messagerie.',
    awayHeading: 'Le service de messagerie ne répond pas',
    away: 'Votre lien reste valable\u00a0: réessayez dans quelques minutes.',
    refusedHeading: 'La boîte mail ne peut pas être ouverte',
    refused:
      'Le service de messagerie ne nous laisse pas l’ouvrir pour le moment. L’équipe de support est prévenue. Votre lien reste valable\u00a0: réessayez plus tard.',
    troubleHeading: 'Une erreur est survenue',
    trouble: 'Ce n’est pas de votre fait. Votre lien reste valable\u00a0: réessayez dans quelques minutes.',
    tryAgain: 'Réessayer',
  },
};
