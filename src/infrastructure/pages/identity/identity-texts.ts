import type { Language } from '../../../domain/shared/language.ts';

type SignInTexts = Readonly<{
  heading: string;
  headingFor: (service: string) => string;
  /** Under the heading, where a service is reached through another one. */
  through: (client: string) => string;
  address: string;
  addressHint: string;
  password: string;
  passwordHint: string;
  submit: string;
  cancel: (client: string) => string;
  forgotten: string;
  addressMissing: string;
  passwordMissing: string;
  refused: string;
  slowedDown: (wait: string) => string;
  formExpired: string;
}>;

type ConsentTexts = Readonly<{
  heading: (service: string) => string;
  signedInAs: string;
  gets: (client: string) => string;
  notPassword: string;
  allow: string;
  refuse: string;
}>;

type OtherTexts = Readonly<{
  onTheWayHeading: (client: string) => string;
  onTheWay: string;
  goOn: string;
  signOutHeading: string;
  signOutQuestion: string;
  signOut: string;
  stay: string;
  signedOutHeading: string;
  signedOut: string;
}>;

export const SIGN_IN_TEXTS: Readonly<Record<Language, SignInTexts>> = {
  'en-us': {
    heading: 'Sign in with your mailbox',
    headingFor: (service) => `Sign in to ${service}`,
    through: (client) => `You were sent here by ${client}.`,
    address: 'E-mail address',
    addressHint: 'That of your mailbox, such as first.last@example.fr',
    password: 'Password',
    passwordHint: 'That of your account here; mail programs and the webmail may have another one',
    submit: 'Sign in',
    cancel: (client) => `Cancel and go back to ${client}`,
    forgotten: 'First sign-in or forgotten password',
    addressMissing: 'Enter your e-mail address',
    passwordMissing: 'Enter your password',
    refused: 'The address or the password is wrong.',
    slowedDown: (wait) => `There were too many attempts. Try again in ${wait}.`,
    formExpired: 'This page was open for too long, or was not sent from here. Try again.',
  },
  'fr-fr': {
    heading: 'Se connecter avec votre boîte mail',
    headingFor: (service) => `Se connecter à ${service}`,
    through: (client) => `${client} vous a dirigé ici.`,
    address: 'Adresse électronique',
    addressHint: 'Celle de votre boîte mail, par exemple prenom.nom@exemple.fr',
    password: 'Mot de passe',
    passwordHint:
      'Celui de votre compte ici\u00a0; les logiciels de messagerie et le webmail peuvent en avoir un autre',
    submit: 'Se connecter',
    cancel: (client) => `Annuler et revenir à ${client}`,
    forgotten: 'Première connexion ou mot de passe oublié',
    addressMissing: 'Saisissez votre adresse électronique',
    passwordMissing: 'Saisissez votre mot de passe',
    refused: 'L’adresse ou le mot de passe est incorrect.',
    slowedDown: (wait) => `Il y a eu trop d’essais. Réessayez dans ${wait}.`,
    formExpired: 'Cette page est restée ouverte trop longtemps, ou n’a pas été envoyée d’ici. Réessayez.',
  },
};

export const CONSENT_TEXTS: Readonly<Record<Language, ConsentTexts>> = {
  'en-us': {
    heading: (service) => `Allow ${service} to know you?`,
    signedInAs: 'Your account:',
    gets: (client) => `${client} asks for:`,
    notPassword: 'It never gets your password, and cannot read your mails.',
    allow: 'Allow',
    refuse: 'Refuse',
  },
  'fr-fr': {
    heading: (service) => `Autoriser ${service} à vous connaître\u00a0?`,
    signedInAs: 'Votre compte\u00a0:',
    gets: (client) => `${client} demande\u00a0:`,
    notPassword: 'Votre mot de passe ne lui est jamais transmis, et vos courriels lui restent fermés.',
    allow: 'Autoriser',
    refuse: 'Refuser',
  },
};

/** What scopes give, in the words of those whom it is about; scopes that give nothing are not here. */
export const SCOPE_TEXTS: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  'en-us': {
    openid: 'an identifier of yours, which stays the same',
    uid: 'an identifier of yours, which stays the same',
    email: 'your e-mail address',
    profile: 'your first and last name',
    given_name: 'your first name',
    usual_name: 'your last name',
    siret: 'the SIRET number of your organization',
    siren: 'the SIREN number of your organization',
    offline_access: 'to know all this also when you are not there',
  },
  'fr-fr': {
    openid: 'un identifiant qui vous est propre et ne change pas',
    uid: 'un identifiant qui vous est propre et ne change pas',
    email: 'votre adresse électronique',
    profile: 'vos nom et prénom',
    given_name: 'votre prénom',
    usual_name: 'votre nom',
    siret: 'le numéro SIRET de votre organisme',
    siren: 'le numéro SIREN de votre organisme',
    offline_access: 'à savoir tout cela aussi en votre absence',
  },
};

export const PROVIDER_TEXTS: Readonly<Record<Language, OtherTexts>> = {
  'en-us': {
    onTheWayHeading: (client) => `On the way to ${client}`,
    onTheWay: 'If nothing happens, go on yourself:',
    goOn: 'Go on',
    signOutHeading: 'Sign out?',
    signOutQuestion: 'Do you want to sign out? Services that you opened with this sign-in are told.',
    signOut: 'Sign out',
    stay: 'Stay signed in',
    signedOutHeading: 'You are signed out',
    signedOut: 'Sign-out succeeded. You can close this page.',
  },
  'fr-fr': {
    onTheWayHeading: (client) => `En route vers ${client}`,
    onTheWay: 'Si rien ne se passe, poursuivez vous-même\u00a0:',
    goOn: 'Poursuivre',
    signOutHeading: 'Se déconnecter\u00a0?',
    signOutQuestion:
      'Voulez-vous vous déconnecter\u00a0? Les services ouverts avec cette connexion en sont avertis.',
    signOut: 'Se déconnecter',
    stay: 'Ne pas se déconnecter',
    signedOutHeading: 'Déconnexion effectuée',
    signedOut: 'La déconnexion a réussi. Vous pouvez fermer cette page.',
  },
};
