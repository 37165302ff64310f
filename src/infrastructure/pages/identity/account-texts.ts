import type { Language } from '../../../domain/shared/language.ts';

type Texts = Readonly<{
  heading: string;
  address: string;
  changePassword: string;
  secondFactor: string;
  hasFactor: string;
  hasNoFactor: string;
  requiredFrom: string;
  manageFactors: string;
  addFactor: string;
  sessions: string;
  sessionsAbout: string;
  here: string;
  onlyHere: string;
  client: string;
  since: string;
  until: string;
  network: string;
  device: string;
  unknown: string;
  unknownDevice: string;
  noClient: string;
  end: string;
  endOthers: string;
  signOut: string;
  ended: string;
  othersEnded: string;
  formExpired: string;
  deviceOn: (browser: string, system: string) => string;
}>;

export const ACCOUNT_TEXTS: Readonly<Record<Language, Texts>> = {
  'en-us': {
    heading: 'Your account',
    address: 'Address:',
    changePassword: 'Change my password',
    secondFactor: 'Second factor',
    hasFactor: 'Your account asks for a second factor at each sign-in.',
    hasNoFactor:
      'Your account opens with the password alone. With a second factor, who has got hold of your password does not get in. It takes two minutes.',
    requiredFrom: 'Your administration requires a second factor from then on:',
    manageFactors: 'See and change it',
    addFactor: 'Add a second factor',
    sessions: 'Where you are signed in',
    sessionsAbout: 'If you do not know one of these sign-ins, end it and change your password.',
    here: 'This browser',
    onlyHere: 'You are signed in nowhere else.',
    client: 'Services',
    since: 'Since',
    until: 'Until',
    network: 'Network address',
    device: 'Device',
    unknown: 'unknown',
    unknownDevice: 'Unknown device',
    noClient: 'your account here only',
    end: 'End this sign-in',
    endOthers: 'End all other sign-ins',
    signOut: 'Sign out',
    ended: 'The sign-in was ended.',
    othersEnded: 'All other sign-ins were ended.',
    formExpired:
      'This page was open for too long, or was not sent from here. Nothing was changed: try again.',
    deviceOn: (browser, system) => `${browser} on ${system}`,
  },
  'fr-fr': {
    heading: 'Votre compte',
    address: 'Adresse\u00a0:',
    changePassword: 'Changer mon mot de passe',
    secondFactor: 'Second facteur',
    hasFactor: 'Votre compte demande un second facteur à chaque connexion.',
    hasNoFactor:
      'Votre compte s’ouvre avec le mot de passe seul. Avec un second facteur, qui se serait procuré votre mot de passe n’entre pas. Deux minutes suffisent.',
    requiredFrom: 'Votre administration exige un second facteur à partir de ce moment\u00a0:',
    manageFactors: 'Le voir et le changer',
    addFactor: 'Ajouter un second facteur',
    sessions: 'Vos connexions en cours',
    sessionsAbout: 'Si l’une d’elles ne vous dit rien, fermez-la et changez votre mot de passe.',
    here: 'Ce navigateur',
    onlyHere: 'Vous n’avez pas d’autre connexion en cours.',
    client: 'Services',
    since: 'Depuis',
    until: 'Jusqu’à',
    network: 'Adresse réseau',
    device: 'Appareil',
    unknown: 'inconnue',
    unknownDevice: 'Appareil inconnu',
    noClient: 'seulement votre compte ici',
    end: 'Fermer cette connexion',
    endOthers: 'Fermer toutes les autres connexions',
    signOut: 'Se déconnecter',
    ended: 'La connexion est fermée.',
    othersEnded: 'Toutes les autres connexions sont fermées.',
    formExpired:
      'Cette page est restée ouverte trop longtemps, ou n’a pas été envoyée d’ici. Rien n’a été changé\u00a0: réessayez.',
    deviceOn: (browser, system) => `${browser} sur ${system}`,
  },
};
