import type { Language } from '../../../domain/shared/language.ts';

type Texts = Readonly<{
  heading: string;
  address: string;
  changePassword: string;
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
