import type { Request } from 'express';
import type { Language } from '../../../domain/shared/language.ts';
import type { OpenidPages, OpenidProblem } from '../../openid-provider/openid-pages.ts';
import { html } from '../kit/html.ts';
import { pageLanguage } from '../kit/page-language.ts';
import type { SendPage } from '../kit/send-page.ts';

type Texts = Readonly<{
  problemHeading: string;
  problems: Readonly<Record<OpenidProblem, string>>;
  question: string;
  explanation: string;
  signOut: string;
  signedOut: string;
  signedOutText: string;
}>;

const TEXTS: Readonly<Record<Language, Texts>> = {
  'en-us': {
    problemHeading: 'Sign-in is not possible',
    problems: {
      unknown_client: 'The service that sent you here is not known here.',
      unregistered_address:
        'The service that sent you here wants an answer at an address that is not registered.',
      over: 'This sign-in is over. Begin again at the service that you want to use.',
      bad_request: 'The service that sent you here asks for something that cannot be understood.',
      unavailable: 'Sign-in is not available now. Try again in a few minutes.',
      trouble: 'Something went wrong here. Try again in a few minutes.',
    },
    question: 'Do you want to sign out?',
    explanation: 'A page wants to sign you out here and of the services that you signed in to from here.',
    signOut: 'Sign out',
    signedOut: 'Sign-out Success',
    signedOutText: 'You are signed out.',
  },
  'fr-fr': {
    problemHeading: 'La connexion est impossible',
    problems: {
      unknown_client: 'Le service qui vous envoie n’est pas connu ici.',
      unregistered_address:
        'Le service qui vous envoie demande une réponse à une adresse qui n’est pas enregistrée.',
      over: 'Cette connexion est terminée. Recommencez depuis le service que vous voulez utiliser.',
      bad_request: 'Le service qui vous envoie demande quelque chose d’incompréhensible.',
      unavailable: 'La connexion n’est pas disponible pour le moment. Réessayez dans quelques minutes.',
      trouble: 'Une erreur s’est produite ici. Réessayez dans quelques minutes.',
    },
    question: 'Voulez-vous vous déconnecter ?',
    explanation: 'Une page veut vous déconnecter d’ici et des services auxquels vous vous êtes connecté.',
    signOut: 'Se déconnecter',
    signedOut: 'Déconnexion réussie',
    signedOutText: 'Vous êtes déconnecté.',
  },
};

/** The pages of the OpenID provider itself: problems, and the end of a session. */
export function makePlainPages({
  sendPage,
  defaultLanguage,
}: {
  readonly sendPage: SendPage;
  readonly defaultLanguage: Language;
}): OpenidPages {
  const languageOf = (request: Request) => pageLanguage(request, defaultLanguage);
  return {
    error(request, response, { problem, status }) {
      const language = languageOf(request);
      const { problemHeading: heading, problems } = TEXTS[language];
      sendPage(
        response,
        { language, heading, body: html`<p class="warning">${problems[problem]}</p>` },
        { status },
      );
    },
    signOutQuestion(request, response, { action, token }) {
      const language = languageOf(request);
      const { question: heading, explanation, signOut } = TEXTS[language];
      const body = html`<p>${explanation}</p>
<form method="post" action="${action}">
<input type="hidden" name="token" value="${token}">
<button id="sign-out" type="submit">${signOut}</button>
</form>`;
      sendPage(response, { language, heading, body }, { status: 200 });
    },
    signedOut(request, response) {
      const language = languageOf(request);
      const { signedOut: heading, signedOutText } = TEXTS[language];
      sendPage(response, { language, heading, body: html`<p>${signedOutText}</p>` }, { status: 200 });
    },
  };
}
