import type { PasswordLinkPurpose } from '../../../domain/identity/password-link.ts';
import { PASSWORD_MIN_LENGTH } from '../../../domain/identity/password-rules.ts';
import type { Language } from '../../../domain/shared/language.ts';

/** Why a link does not lead to the form, or nothing does. */
export type PasswordProblem = 'unknown' | 'expired' | 'used' | 'replaced' | 'not_a_form' | 'trouble';

type Texts = Readonly<{
  forgottenHeading: string;
  forgotten: string;
  address: string;
  addressHint: string;
  send: string;
  addressMissing: string;
  slowedDown: (wait: string) => string;
  formExpired: string;
  sentHeading: string;
  sent: string;
  sentTo: string;
  nothingCame: string;
  setHeading: Readonly<Record<PasswordLinkPurpose, string>>;
  account: string;
  until: string;
  oldPassword: string;
  oldMissing: string;
  oldWrong: string;
  newPassword: string;
  newHint: string;
  again: string;
  choose: string;
  helps: string;
  keepsTheirs: string;
  unexpected: string;
  changeHeading: string;
  change: string;
  othersEnd: string;
  forgottenLink: string;
  backToAccount: string;
  doneHeading: string;
  done: string;
  doneOthers: string;
  toAccount: string;
  askAgain: string;
  askManager: string;
  problemHeading: Readonly<Record<PasswordProblem, string>>;
  problem: Readonly<Record<PasswordProblem, string>>;
}>;

/** The sentences of the pages about passwords. */
export const PASSWORD_TEXTS: Readonly<Record<Language, Texts>> = {
  'en-us': {
    forgottenHeading: 'Choose a new password',
    forgotten:
      'Enter the address of your mailbox. We mail a link to your secondary address, the one outside of this mailbox.',
    address: 'E-mail address',
    addressHint: 'That of your mailbox, such as first.last@example.fr',
    send: 'Send me a link',
    addressMissing: 'Enter the address of your mailbox, such as first.last@example.fr',
    slowedDown: (wait) => `There were too many requests. Try again in ${wait}.`,
    formExpired: 'This page was open for too long, or was not sent from here. Try again.',
    sentHeading: 'Look at your mails',
    sent: 'If there is an account with this address, and it has a secondary address, a link is on its way there. It works once, within an hour.',
    sentTo: 'Address that you entered:',
    nothingCame:
      'Nothing has come? Look among unwanted mails, then ask the person who manages your mail domain: they can give you a link.',
    setHeading: {
      first: 'Choose your password',
      forgotten: 'Choose a new password',
      handed_over: 'Choose your password',
    },
    account: 'Account:',
    until: 'This link works once, until',
    oldPassword: 'Present password',
    oldMissing: 'Enter your present password',
    oldWrong: 'The present password is wrong',
    newPassword: 'New password',
    newHint: `${PASSWORD_MIN_LENGTH} characters or more. Several words are fine, spaces between them too.`,
    again: 'New password, once more',
    choose: 'Choose this password',
    helps: 'What would help',
    keepsTheirs:
      'This password is for signing in to the services of your administration. Mail programs and the webmail keep their own password.',
    unexpected: 'If you did not ask for this, close this page: nothing changes.',
    changeHeading: 'Change your password',
    change: 'Change the password',
    othersEnd: 'You are signed out everywhere else.',
    forgottenLink: 'I have forgotten my password',
    backToAccount: 'Back to my account',
    doneHeading: 'Your password has been changed',
    done: 'From now on, sign in with the new password. Whoever was signed in before has been signed out.',
    doneOthers: 'From now on, sign in with the new password. You have been signed out everywhere else.',
    toAccount: 'Go to my account',
    askAgain: 'Ask for a new link',
    askManager: 'Or ask the person who manages your mail domain for one.',
    problemHeading: {
      unknown: 'This link leads nowhere',
      expired: 'The time of this link is over',
      used: 'This link has been used',
      replaced: 'This link is no longer good',
      not_a_form: 'This form cannot be read',
      trouble: 'Something does not work here',
    },
    problem: {
      unknown: 'It is incomplete, or the mailbox cannot be used with it any more.',
      expired: 'Links work for a limited time.',
      used: 'Each link works once. If it was not you who used it, choose a new password at once.',
      replaced: 'There is a newer link, or the password has been changed since.',
      not_a_form: 'Go back, and send it again.',
      trouble: 'Nothing has been changed. Try again in a few minutes.',
    },
  },
  'fr-fr': {
    forgottenHeading: 'Choisir un nouveau mot de passe',
    forgotten:
      'Saisissez l’adresse de votre boîte mail. Nous envoyons un lien à votre adresse secondaire, celle qui n’est pas cette boîte.',
    address: 'Adresse électronique',
    addressHint: 'Celle de votre boîte mail, par exemple prenom.nom@exemple.fr',
    send: 'M’envoyer un lien',
    addressMissing: 'Saisissez l’adresse de votre boîte mail, par exemple prenom.nom@exemple.fr',
    slowedDown: (wait) => `Il y a eu trop de demandes. Réessayez dans ${wait}.`,
    formExpired: 'Cette page est restée ouverte trop longtemps, ou n’a pas été envoyée d’ici. Réessayez.',
    sentHeading: 'Consultez vos mails',
    sent: 'Si un compte a cette adresse, et s’il a une adresse secondaire, un lien vient d’y être envoyé. Il fonctionne une fois, pendant une heure.',
    sentTo: 'Adresse que vous avez saisie\u00a0:',
    nothingCame:
      'Rien n’est arrivé\u00a0? Regardez parmi les courriers indésirables, puis adressez-vous à la personne qui gère votre domaine de messagerie\u00a0: elle peut vous donner un lien.',
    setHeading: {
      first: 'Choisir votre mot de passe',
      forgotten: 'Choisir un nouveau mot de passe',
      handed_over: 'Choisir votre mot de passe',
    },
    account: 'Compte\u00a0:',
    until: 'Ce lien fonctionne une fois, jusqu’au',
    oldPassword: 'Mot de passe actuel',
    oldMissing: 'Saisissez votre mot de passe actuel',
    oldWrong: 'Le mot de passe actuel n’est pas le bon',
    newPassword: 'Nouveau mot de passe',
    newHint: `Au moins ${PASSWORD_MIN_LENGTH} caractères. Plusieurs mots conviennent, avec des espaces entre eux.`,
    again: 'Nouveau mot de passe, encore une fois',
    choose: 'Choisir ce mot de passe',
    helps: 'Ce qui aiderait',
    keepsTheirs:
      'Ce mot de passe sert à vous connecter aux services de votre administration. Les logiciels de messagerie et le webmail gardent leur propre mot de passe.',
    unexpected: 'Si vous n’avez rien demandé, fermez cette page\u00a0: rien ne change.',
    changeHeading: 'Changer votre mot de passe',
    change: 'Changer le mot de passe',
    othersEnd: 'Vous serez déconnecté partout ailleurs.',
    forgottenLink: 'J’ai oublié mon mot de passe',
    backToAccount: 'Revenir à mon compte',
    doneHeading: 'Votre mot de passe a été modifié',
    done: 'Connectez-vous désormais avec le nouveau mot de passe. Toutes les sessions ouvertes auparavant ont été fermées.',
    doneOthers:
      'Connectez-vous désormais avec le nouveau mot de passe. Vous avez été déconnecté partout ailleurs.',
    toAccount: 'Aller à mon compte',
    askAgain: 'Demander un nouveau lien',
    askManager: 'Ou demandez-en un à la personne qui gère votre domaine de messagerie.',
    problemHeading: {
      unknown: 'Ce lien ne mène nulle part',
      expired: 'Ce lien a expiré',
      used: 'Ce lien a déjà servi',
      replaced: 'Ce lien n’est plus valable',
      not_a_form: 'Ce formulaire est illisible',
      trouble: 'Un problème est survenu',
    },
    problem: {
      unknown: 'Il est incomplet, ou ne permet plus d’utiliser la boîte mail.',
      expired: 'Les liens ne fonctionnent que pendant un temps limité.',
      used: 'Chaque lien ne fonctionne qu’une fois. Si ce n’est pas vous qui l’avez utilisé, choisissez immédiatement un nouveau mot de passe.',
      replaced: 'Il existe un lien plus récent, ou le mot de passe a été modifié depuis.',
      not_a_form: 'Revenez en arrière et envoyez-le à nouveau.',
      trouble: 'Rien n’a été modifié. Réessayez dans quelques minutes.',
    },
  },
};
