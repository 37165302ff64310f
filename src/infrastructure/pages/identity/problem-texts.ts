import type { Language } from '../../../domain/shared/language.ts';
import type { OpenidProblem } from '../../openid-provider/openid-pages.ts';

type Texts = Readonly<Record<OpenidProblem, string>> & Readonly<{ heading: string; code: string }>;

/** One sentence for each reason why nobody can be sent back to a service. Programs know pages by them: they stay as they are. */
export const PROBLEM_TEXTS: Readonly<Record<Language, Texts>> = {
  'en-us': {
    heading: 'Sign-in is not possible',
    code: 'Code for the support team:',
    unknown_client: 'The service that sent you here is not known here.',
    unregistered_address:
      'The service that sent you here wants an answer at an address that it did not register.',
    over: 'This sign-in is over, or was begun in another browser. Go back to the service and begin again.',
    bad_request: 'The service that sent you here asked for something that is not understood.',
    unavailable: 'Something is out of order here at the moment. Try again in a few minutes.',
    trouble: 'Something went wrong here. The support team has been told.',
  },
  'fr-fr': {
    heading: 'La connexion n’est pas possible',
    code: 'Code pour l’équipe de support\u00a0:',
    unknown_client: 'Le service qui vous a dirigé ici n’est pas connu.',
    unregistered_address:
      'Le service qui vous a dirigé ici demande une réponse à une adresse qu’il n’a pas déclarée.',
    over: 'Cette connexion est terminée, ou a été commencée dans un autre navigateur. Revenez au service et recommencez.',
    bad_request: 'Le service qui vous a dirigé ici demande quelque chose d’incompréhensible.',
    unavailable: 'Un élément est en panne ici pour le moment. Réessayez dans quelques minutes.',
    trouble: 'Une erreur est survenue ici. L’équipe de support est prévenue.',
  },
};
