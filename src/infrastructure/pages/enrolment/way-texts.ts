import type { Language } from '../../../domain/shared/language.ts';

type TotpTexts = Readonly<{
  heading: string;
  first: string;
  open: string;
  openAbout: string;
  scan: string;
  qrCode: string;
  sameDevice: string;
  byHand: string;
  byHandAbout: string;
  type: string;
  code: string;
  codeHint: string;
  submit: string;
  codeMissing: string;
  codeRefused: string;
  expired: string;
}>;

type NameTexts = Readonly<{
  name: string;
  hint: string;
  totp: string;
  passkey: string;
  bad: string;
}>;

type CodesTexts = Readonly<{
  heading: string;
  added: (name: string) => string;
  keep: string;
  each: string;
  never: string;
  print: string;
  list: string;
  of: string;
  madeAt: string;
  kept: string;
  goOn: string;
}>;

export const TOTP_TEXTS: Readonly<Record<Language, TotpTexts>> = {
  'en-us': {
    heading: 'Add an authenticator application',
    first: 'Open the application on your telephone, and choose to add an account.',
    open: 'Open the application',
    openAbout: 'You have none? Install one from the store of your telephone first.',
    scan: 'Scan this code',
    qrCode: 'QR code for the application. The key below says the same.',
    sameDevice: 'The application is on this device: open it there',
    byHand: 'Or type this key',
    byHandAbout: 'If the application asks: based on time, six digits, every 30 seconds.',
    type: 'Type what the application shows',
    code: 'Code',
    codeHint: 'Six digits, new every 30 seconds',
    submit: 'Add the application',
    codeMissing: 'Enter the code that the application shows',
    codeRefused:
      'The application shows another code now. Type the next one; if that does not help, set the clock of the telephone to automatic.',
    expired: 'The page was open for too long. Here is a new key: remove the former one from the application.',
  },
  'fr-fr': {
    heading: 'Ajouter une application d’authentification',
    first: 'Ouvrez l’application sur votre téléphone, et choisissez d’ajouter un compte.',
    open: 'Ouvrez l’application',
    openAbout:
      'Vous n’en avez pas\u00a0? Installez-en d’abord une depuis le magasin d’applications de votre téléphone.',
    scan: 'Scannez ce code',
    qrCode: 'Code QR pour l’application. La clé ci-dessous dit la même chose.',
    sameDevice: 'L’application est sur cet appareil\u00a0: l’y ouvrir',
    byHand: 'Ou saisissez cette clé',
    byHandAbout: 'Si l’application le demande\u00a0: basé sur l’heure, six chiffres, toutes les 30 secondes.',
    type: 'Saisissez ce que l’application affiche',
    code: 'Code',
    codeHint: 'Six chiffres, renouvelés toutes les 30 secondes',
    submit: 'Ajouter l’application',
    codeMissing: 'Saisissez le code que l’application affiche',
    codeRefused:
      'L’application affiche un autre code à présent. Saisissez le suivant\u00a0; si cela ne suffit pas, réglez l’heure du téléphone sur automatique.',
    expired:
      'La page est restée ouverte trop longtemps. Voici une nouvelle clé\u00a0: retirez la précédente de l’application.',
  },
};

/** The name of a factor, which its owner chooses. */
export const NAME_TEXTS: Readonly<Record<Language, NameTexts>> = {
  'en-us': {
    name: 'Name',
    hint: 'So that you know it again in your list, such as “Work telephone”',
    totp: 'Telephone',
    passkey: 'Passkey',
    bad: 'Enter a name of 1 to 64 characters, in one line',
  },
  'fr-fr': {
    name: 'Nom',
    hint: 'Pour le reconnaître dans votre liste, par exemple «\u00a0Téléphone professionnel\u00a0»',
    totp: 'Téléphone',
    passkey: 'Clé d’accès',
    bad: 'Saisissez un nom de 1 à 64 caractères, sur une ligne',
  },
};

export const RECOVERY_CODES_TEXTS: Readonly<Record<Language, CodesTexts>> = {
  'en-us': {
    heading: 'Keep your recovery codes',
    added: (name) => `“${name}” was added.`,
    keep: 'If you lose your device, one of these codes lets you in instead. Print this page, or write them down, and keep them in a safe place, not on the device.',
    each: 'Each of them is good once. You type it after your password.',
    never: 'They are not shown again.',
    print: 'To print: Ctrl+P (⌘P on a Mac), or the menu of your browser.',
    list: 'Recovery codes',
    of: 'Recovery codes of',
    madeAt: 'Made on',
    kept: 'I have kept them: go on',
    goOn: 'Go on',
  },
  'fr-fr': {
    heading: 'Gardez vos codes de secours',
    added: (name) => `«\u00a0${name}\u00a0» est ajouté.`,
    keep: 'Si vous perdez votre appareil, un de ces codes vous laisse entrer à sa place. Imprimez cette page ou notez-les, et gardez-les en lieu sûr, pas sur l’appareil.',
    each: 'Chacun ne sert qu’une fois. Il se saisit après votre mot de passe.',
    never: 'Ils ne seront plus affichés.',
    print: 'Pour imprimer\u00a0: Ctrl+P (⌘P sur un Mac), ou le menu de votre navigateur.',
    list: 'Codes de secours',
    of: 'Codes de secours de',
    madeAt: 'Créés le',
    kept: 'Je les ai gardés\u00a0: continuer',
    goOn: 'Continuer',
  },
};
