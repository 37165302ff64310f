import { LEVEL_NAMES, type Level } from './levels.ts';

export type PageLanguage = 'en' | 'fr';

const TEXTS = {
  en: {
    title: 'Sign in to your account',
    username: 'Username or email',
    password: 'Password',
    level: 'Level of the sign-in (acr)',
    submit: 'Sign In',
    mailbox: 'Sign in with a mailbox',
    wrong: 'Invalid username or password.',
    expiredTitle: 'Page has expired',
    expired: 'This sign-in page is no longer valid. Start again from the application.',
  },
  fr: {
    title: 'Connectez-vous à votre compte',
    username: "Nom d'utilisateur ou courriel",
    password: 'Mot de passe',
    level: 'Niveau de la connexion (acr)',
    submit: 'Connexion',
    mailbox: 'Se connecter avec une adresse de messagerie',
    wrong: "Nom d'utilisateur ou mot de passe invalide.",
    expiredTitle: 'La page a expiré',
    expired: "Cette page de connexion n'est plus valable. Recommencez depuis l'application.",
  },
} as const satisfies Record<PageLanguage, Record<string, string>>;

const STYLE = `
body { background: #f2f2f2; color: #151515; font-family: system-ui, sans-serif; margin: 0 }
main { background: #fff; border-top: 4px solid #06c; margin: 12vh auto 0; max-width: 24rem; padding: 2rem }
h1 { font-size: 1.5rem; font-weight: 400; margin: 0 0 1.5rem; text-align: center }
label { display: block; margin-top: 1rem }
input, select { box-sizing: border-box; font: inherit; padding: .5rem; width: 100% }
input[type=submit] { background: #06c; border: 0; color: #fff; cursor: pointer; margin-top: 1.5rem }
#input-error { color: #c9190b; display: block; margin-top: .5rem }`;

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Makes text safe in an HTML element or a quoted attribute. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (char) => ESCAPES[char] ?? char);

/** A whole HTML page; `body` is trusted markup. */
export const renderPage = (language: PageLanguage, title: string, body: string): string => `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1 id="kc-page-title">${escapeHtml(title)}</h1>
${body}
</main>
</body>
</html>
`;

/** The page that asks for a name and a password; element names and ids are those of Keycloak's. */
export function renderSignInPage(page: {
  readonly language: PageLanguage;
  readonly action: string;
  readonly username: string;
  readonly failed: boolean;
  /** Where people sign in with a mailbox; undefined where that is not offered. */
  readonly mailboxUrl: string | undefined;
  /** The level that is chosen at first; undefined where the application asks for none. */
  readonly level: Level | undefined;
}): string {
  const texts = TEXTS[page.language];
  const invalid = page.failed ? ' aria-invalid="true" aria-describedby="input-error"' : '';
  const error = page.failed
    ? `<span id="input-error" aria-live="polite">${escapeHtml(texts.wrong)}</span>`
    : '';
  const options = LEVEL_NAMES.map(
    (name) => `<option${name === page.level ? ' selected' : ''}>${escapeHtml(name)}</option>`,
  );
  const level =
    page.level === undefined
      ? ''
      : `\n<label for="acr">${escapeHtml(texts.level)}</label>\n<select id="acr" name="acr">${options.join('')}</select>`;
  const mailbox =
    page.mailboxUrl === undefined
      ? ''
      : `\n<p><a id="social-oidc-people-local" href="${escapeHtml(page.mailboxUrl)}">${escapeHtml(texts.mailbox)}</a></p>`;
  return renderPage(
    page.language,
    texts.title,
    `<form id="kc-form-login" action="${escapeHtml(page.action)}" method="post">
<label for="username">${escapeHtml(texts.username)}</label>
<input id="username" name="username" type="text" value="${escapeHtml(page.username)}" autocomplete="username" autofocus${invalid}>
<label for="password">${escapeHtml(texts.password)}</label>
<input id="password" name="password" type="password" autocomplete="current-password"${invalid}>${level}
${error}
<input id="kc-login" name="login" type="submit" value="${escapeHtml(texts.submit)}">
</form>${mailbox}`,
  );
}

/** Shown for a sign-in that is over, or that another browser started. */
export const renderExpiredPage = (language: PageLanguage): string =>
  renderPage(
    language,
    TEXTS[language].expiredTitle,
    `<p id="kc-error-message">${escapeHtml(TEXTS[language].expired)}</p>`,
  );

/**
 * The language to show: the first one we have among the `ui_locales` of the request (OpenID Connect Core 3.1.2.1), else
 * English, as Keycloak's realms without internationalization: programs that fill the page in know its English texts.
 */
export function pageLanguage(uiLocales: string): PageLanguage {
  const spoken = uiLocales.split(' ').map((tag) => tag.toLowerCase().split('-')[0]);
  return spoken.find((tag) => tag === 'fr' || tag === 'en') ?? 'en';
}
