import type { AuthenticatorKind } from '../../../domain/identity/authenticator.ts';
import type { Language } from '../../../domain/shared/language.ts';

type Texts = Readonly<{
  heading: string;
  has: string;
  hasNone: string;
  requiredFrom: string;
  list: string;
  kinds: Readonly<Record<AuthenticatorKind, string>>;
  hardwareKey: string;
  kind: string;
  copies: string;
  isBackedUp: string;
  isNotBackedUp: string;
  added: string;
  used: string;
  neverUsed: string;
  rename: string;
  remove: string;
  add: string;
  addFirst: string;
  codes: string;
  codesLeft: (left: number) => string;
  codesMade: string;
  noCodes: string;
  renew: string;
  lost: string;
  lostAbout: string;
  toAccount: string;
  done: Readonly<Record<FactorNotice, string>>;
  formExpired: string;
}>;

type ChangeTexts = Readonly<{
  renameHeading: (name: string) => string;
  save: string;
  removeHeading: (name: string) => string;
  removeAbout: string;
  removeLast: string;
  removeRequired: string;
  removeConfirm: string;
  renewHeading: string;
  renewAbout: string;
  renewConfirm: string;
  keep: string;
}>;

/** What was done by the form that led to the list. */
export const FACTOR_NOTICES = ['added', 'renamed', 'removed', 'gone'] as const;
export type FactorNotice = (typeof FACTOR_NOTICES)[number];

export const OWN_FACTORS_TEXTS: Readonly<Record<Language, Texts>> = {
  'en-us': {
    heading: 'Your second factor',
    has: 'Your account asks for a second factor at each sign-in.',
    hasNone: 'Your account opens with the password alone.',
    requiredFrom: 'Your administration requires a second factor from then on:',
    list: 'What you sign in with',
    kinds: { totp: 'Authenticator application', passkey: 'Passkey' },
    hardwareKey: 'Security key',
    kind: 'Kind',
    copies: 'Copy',
    isBackedUp: 'kept by your other devices too',
    isNotBackedUp: 'on this device only',
    added: 'Added',
    used: 'Last used',
    neverUsed: 'not yet',
    rename: 'Rename',
    remove: 'Remove',
    add: 'Add another one',
    addFirst: 'Add a second factor',
    codes: 'Recovery codes',
    codesLeft: (left) => (left === 1 ? 'One of your codes is left.' : `${left} of your codes are left.`),
    codesMade: 'They were made on',
    noCodes: 'None of your codes is left. Make new ones, so that you still get in without your device.',
    renew: 'Make new recovery codes',
    lost: 'You lost a device?',
    lostAbout:
      'Remove it here at once, and add the new one. If you cannot sign in any more, the person who manages your mail domain can reset your second factor.',
    toAccount: 'Back to your account',
    done: {
      added: 'It was added. From now on, your account asks for it at each sign-in.',
      renamed: 'It was renamed.',
      removed: 'It was removed. Your other sign-ins were ended.',
      gone: 'It was removed before. Nothing was changed.',
    },
    formExpired:
      'This page was open for too long, or was not sent from here. Nothing was changed: try again.',
  },
  'fr-fr': {
    heading: 'Votre second facteur',
    has: 'Votre compte demande un second facteur à chaque connexion.',
    hasNone: 'Votre compte s’ouvre avec le mot de passe seul.',
    requiredFrom: 'Votre administration exige un second facteur à partir de ce moment\u00a0:',
    list: 'Ce qui vous connecte',
    kinds: { totp: 'Application d’authentification', passkey: 'Clé d’accès' },
    hardwareKey: 'Clé de sécurité',
    kind: 'Type',
    copies: 'Copie',
    isBackedUp: 'gardée aussi par vos autres appareils',
    isNotBackedUp: 'sur cet appareil seulement',
    added: 'Ajout',
    used: 'Dernier usage',
    neverUsed: 'pas encore',
    rename: 'Renommer',
    remove: 'Retirer',
    add: 'En ajouter un autre',
    addFirst: 'Ajouter un second facteur',
    codes: 'Codes de secours',
    codesLeft: (left) => (left === 1 ? 'Il vous reste un code.' : `Il vous reste ${left} codes.`),
    codesMade: 'Ils datent du',
    noCodes: 'Il ne vous reste aucun code. Créez-en de nouveaux, pour entrer encore sans votre appareil.',
    renew: 'Créer de nouveaux codes de secours',
    lost: 'Vous avez perdu un appareil\u00a0?',
    lostAbout:
      'Retirez-le ici sans attendre, et ajoutez le nouveau. Si vous ne pouvez plus vous connecter, la personne qui gère votre domaine de messagerie peut réinitialiser votre second facteur.',
    toAccount: 'Revenir à votre compte',
    done: {
      added: 'C’est ajouté. Votre compte le demande désormais à chaque connexion.',
      renamed: 'Le nom est changé.',
      removed: 'C’est retiré. Vos autres connexions sont fermées.',
      gone: 'C’était déjà retiré. Rien n’a été changé.',
    },
    formExpired:
      'Cette page est restée ouverte trop longtemps, ou n’a pas été envoyée d’ici. Rien n’a été changé\u00a0: réessayez.',
  },
};

export const FACTOR_CHANGE_TEXTS: Readonly<Record<Language, ChangeTexts>> = {
  'en-us': {
    renameHeading: (name) => `Rename “${name}”`,
    save: 'Save the name',
    removeHeading: (name) => `Remove “${name}”?`,
    removeAbout: 'It signs you in no more. Your other sign-ins are ended, and we tell you by mail.',
    removeLast:
      'It is your last one: your recovery codes end too, and your account opens with the password alone.',
    removeRequired:
      'Your administration requires a second factor: you will be asked to add one at your next sign-in.',
    removeConfirm: 'Remove it',
    renewHeading: 'Make new recovery codes?',
    renewAbout: 'Those that you have are good no more. The new ones are shown once, to be printed.',
    renewConfirm: 'Make new codes',
    keep: 'Change nothing',
  },
  'fr-fr': {
    renameHeading: (name) => `Renommer «\u00a0${name}\u00a0»`,
    save: 'Enregistrer le nom',
    removeHeading: (name) => `Retirer «\u00a0${name}\u00a0»\u00a0?`,
    removeAbout:
      'Il ne vous connectera plus. Vos autres connexions seront fermées, et un courriel vous le confirmera.',
    removeLast:
      'C’est le dernier\u00a0: vos codes de secours prendront fin aussi, et votre compte s’ouvrira avec le mot de passe seul.',
    removeRequired:
      'Votre administration exige un second facteur\u00a0: il vous sera demandé d’en ajouter un à votre prochaine connexion.',
    removeConfirm: 'Retirer',
    renewHeading: 'Créer de nouveaux codes de secours\u00a0?',
    renewAbout:
      'Ceux que vous avez ne seront plus valables. Les nouveaux sont affichés une fois, à imprimer.',
    renewConfirm: 'Créer de nouveaux codes',
    keep: 'Ne rien changer',
  },
};
