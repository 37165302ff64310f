import type { TurnedAway } from '../../application/people/sign-in/step-ups.ts';
import type { Language } from '../../domain/shared/language.ts';

type Texts = Readonly<{
  heading: string;
  why: Readonly<Record<TurnedAway, string>>;
  asked: string;
  reached: string;
  nothingReached: string;
  whatToDo: string;
  /** What to do, one step each. */
  steps: Readonly<Record<TurnedAway, readonly string[]>>;
  code: string;
  again: string;
}>;

/** What is said to somebody whose sign-in is not enough for what they may do here. */
export const TURNED_AWAY_TEXTS: Readonly<Record<Language, Texts>> = {
  'en-us': {
    heading: 'You are not signed in',
    why: {
      level_missing:
        'Your account manages this service or other people’s mail, so you have to sign in with a second factor. The sign-in service did not confirm that you did.',
      other_person:
        'You began to sign in with one account and came back with another. For your safety, neither of them is signed in.',
    },
    asked: 'Level that is needed (one of them)',
    reached: 'Level that the sign-in service confirmed',
    nothingReached: 'none',
    whatToDo: 'What you can do',
    steps: {
      level_missing: [
        'Set up a second factor (an authenticator application or a security key) at your sign-in service, if you have none.',
        'Try again, and use it when you are asked.',
        'If it does not work, tell the administrators of this service, with the code below. They can let you in once.',
      ],
      other_person: [
        'Try again, and stay with one account.',
        'Sign out of the other account at the sign-in service first, if need be.',
      ],
    },
    code: 'Code',
    again: 'Try again',
  },
  'fr-fr': {
    heading: 'Vous n’êtes pas connecté',
    why: {
      level_missing:
        'Votre compte gère ce service ou la messagerie d’autres personnes\u00a0: il faut vous connecter avec un second facteur. Le service de connexion ne l’a pas confirmé.',
      other_person:
        'Vous avez commencé à vous connecter avec un compte et êtes revenu avec un autre. Par sécurité, aucun des deux n’est connecté.',
    },
    asked: 'Niveau nécessaire (l’un d’eux)',
    reached: 'Niveau confirmé par le service de connexion',
    nothingReached: 'aucun',
    whatToDo: 'Ce que vous pouvez faire',
    steps: {
      level_missing: [
        'Configurez un second facteur (une application d’authentification ou une clé de sécurité) auprès de votre service de connexion, si vous n’en avez pas.',
        'Réessayez, et utilisez-le quand on vous le demande.',
        'Si cela ne fonctionne pas, prévenez les administrateurs de ce service en donnant le code ci-dessous. Ils peuvent vous laisser entrer une fois.',
      ],
      other_person: [
        'Réessayez, en gardant le même compte.',
        'Au besoin, déconnectez d’abord l’autre compte auprès du service de connexion.',
      ],
    },
    code: 'Code',
    again: 'Réessayer',
  },
};
