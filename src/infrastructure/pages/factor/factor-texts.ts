import type { Language } from '../../../domain/shared/language.ts';

type SecondFactorTexts = Readonly<{
  heading: string;
  account: string;
  code: string;
  codeHint: string;
  submit: string;
  or: string;
  withoutDevice: string;
  otherAccount: string;
  cancel: (client: string) => string;
  codeMissing: string;
  codeRefused: string;
  slowedDown: (wait: string) => string;
  formExpired: string;
}>;

type RecoveryCodeTexts = Readonly<{
  heading: string;
  about: string;
  code: string;
  codeHint: string;
  submit: string;
  back: string;
  codeMissing: string;
  codeRefused: string;
}>;

type PasskeyTexts = Readonly<{
  signIn: string;
  signInAbout: string;
  prove: string;
  proveAbout: string;
  needsScript: string;
  cancelled: string;
  failed: string;
  refused: string;
}>;

export const SECOND_FACTOR_TEXTS: Readonly<Record<Language, SecondFactorTexts>> = {
  'en-us': {
    heading: 'Confirm that it is you',
    account: 'Your account:',
    code: 'Code of your authenticator application',
    codeHint: 'Six digits, new every 30 seconds. Each code is good once.',
    submit: 'Confirm',
    or: 'Or',
    withoutDevice: 'I do not have my device: use a recovery code',
    otherAccount: 'Use another account',
    cancel: (client) => `Cancel and go back to ${client}`,
    codeMissing: 'Enter the code',
    codeRefused: 'The code is wrong, or was used already. Wait for the next one.',
    slowedDown: (wait) => `There were too many attempts. Try again in ${wait}.`,
    formExpired: 'This page was open for too long, or was not sent from here. Try again.',
  },
  'fr-fr': {
    heading: 'Confirmez que c’est vous',
    account: 'Votre compte\u00a0:',
    code: 'Code de votre application d’authentification',
    codeHint: 'Six chiffres, renouvelés toutes les 30 secondes. Un code ne sert qu’une fois.',
    submit: 'Confirmer',
    or: 'Ou bien',
    withoutDevice: 'Je n’ai pas mon appareil\u00a0: utiliser un code de secours',
    otherAccount: 'Utiliser un autre compte',
    cancel: (client) => `Annuler et revenir à ${client}`,
    codeMissing: 'Saisissez le code',
    codeRefused: 'Le code est incorrect ou a déjà servi. Attendez le suivant.',
    slowedDown: (wait) => `Il y a eu trop d’essais. Réessayez dans ${wait}.`,
    formExpired: 'Cette page est restée ouverte trop longtemps, ou n’a pas été envoyée d’ici. Réessayez.',
  },
};

export const RECOVERY_CODE_TEXTS: Readonly<Record<Language, RecoveryCodeTexts>> = {
  'en-us': {
    heading: 'Use a recovery code',
    about: 'You were shown recovery codes when you set up your second factor. Each of them is good once.',
    code: 'Recovery code',
    codeHint: 'Sixteen letters and digits; dashes and capital letters do not count',
    submit: 'Use this code',
    back: 'I have my device',
    codeMissing: 'Enter a recovery code',
    codeRefused: 'This is none of your recovery codes, or it was used already.',
  },
  'fr-fr': {
    heading: 'Utiliser un code de secours',
    about:
      'Les codes de secours vous ont été montrés à l’ajout de votre second facteur. Chacun ne sert qu’une fois.',
    code: 'Code de secours',
    codeHint: 'Seize lettres et chiffres\u00a0; les tirets et les majuscules ne comptent pas',
    submit: 'Utiliser ce code',
    back: 'J’ai mon appareil',
    codeMissing: 'Saisissez un code de secours',
    codeRefused: 'Ce n’est pas un de vos codes de secours, ou il a déjà servi.',
  },
};

export const PASSKEY_TEXTS: Readonly<Record<Language, PasskeyTexts>> = {
  'en-us': {
    signIn: 'Sign in with a passkey',
    signInAbout: 'With the fingerprint, face or code of your device, or with a security key: no password.',
    prove: 'Use my passkey',
    proveAbout: 'With the fingerprint, face or code of your device, or with your security key.',
    needsScript: 'Passkeys do not work in this browser, or its scripts are switched off.',
    cancelled: 'Nothing was confirmed in time. Try again, or sign in another way.',
    failed: 'The passkey could not be used. Try again, or sign in another way.',
    refused: 'This passkey does not open your account here.',
  },
  'fr-fr': {
    signIn: 'Se connecter avec une clé d’accès',
    signInAbout:
      'Avec l’empreinte, le visage ou le code de votre appareil, ou une clé de sécurité\u00a0: sans mot de passe.',
    prove: 'Utiliser ma clé d’accès',
    proveAbout: 'Avec l’empreinte, le visage ou le code de votre appareil, ou votre clé de sécurité.',
    needsScript: 'Les clés d’accès ne fonctionnent pas dans ce navigateur, ou ses scripts sont désactivés.',
    cancelled: 'Rien n’a été confirmé à temps. Réessayez, ou connectez-vous autrement.',
    failed: 'La clé d’accès n’a pas pu être utilisée. Réessayez, ou connectez-vous autrement.',
    refused: 'Cette clé d’accès n’ouvre pas votre compte ici.',
  },
};
