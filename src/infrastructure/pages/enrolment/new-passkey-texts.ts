import type { Language } from '../../../domain/shared/language.ts';

type PasskeyTexts = Readonly<{
  heading: string;
  about: string;
  submit: string;
  needsScript: string;
  useApplication: string;
  taken: string;
  refused: string;
}>;

export const NEW_PASSKEY_TEXTS: Readonly<Record<Language, PasskeyTexts>> = {
  'en-us': {
    heading: 'Add a passkey',
    about:
      'Your browser asks where to keep it: on this device, on your telephone, or on a security key. Confirm with your fingerprint, your face or the code of the device.',
    submit: 'Add a passkey',
    needsScript:
      'A passkey cannot be added here: this browser knows none, or its scripts are switched off. An authenticator application works everywhere.',
    useApplication: 'Add an authenticator application instead',
    taken: 'This passkey was added already.',
    refused: 'The passkey could not be added. Try again, or add an authenticator application.',
  },
  'fr-fr': {
    heading: 'Ajouter une clé d’accès',
    about:
      'Votre navigateur demande où la garder\u00a0: sur cet appareil, sur votre téléphone ou sur une clé de sécurité. Confirmez par votre empreinte, votre visage ou le code de l’appareil.',
    submit: 'Ajouter une clé d’accès',
    needsScript:
      'Une clé d’accès ne peut pas être ajoutée ici\u00a0: ce navigateur n’en connaît pas, ou ses scripts sont désactivés. Une application d’authentification fonctionne partout.',
    useApplication: 'Ajouter plutôt une application d’authentification',
    taken: 'Cette clé d’accès est déjà ajoutée.',
    refused:
      'La clé d’accès n’a pas pu être ajoutée. Réessayez, ou ajoutez une application d’authentification.',
  },
};
