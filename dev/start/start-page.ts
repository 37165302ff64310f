import { escapeHtml } from '../openid-provider/sign-in-page.ts';
import { accounts, addresses, signInAddress } from './address-table.ts';
import type { Setup } from './read-setup.ts';

/** A person whose browser is signed in to the application. */
export type SignedIn = Readonly<{ name: string | null; email: string | null }>;

type Shown = Readonly<{
  /** Undefined while everything starts. */
  facts: Readonly<{ setup: Setup; databaseUrl: string }> | undefined;
  person: SignedIn | undefined;
}>;

const STYLE = `
body { color: #161616; font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem }
table { border-collapse: collapse; margin: .5rem 0 1.5rem }
th, td { border-bottom: 1px solid #ddd; padding: .25rem 1.5rem .25rem 0; text-align: left }`;

const page = (title: string, body: string, head = ''): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
${head}<title>${title}</title>
<link rel="icon" href="data:,">
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${title}</h1>
${body}
</main>
</body>
</html>
`;

const link = (url: string, text = url): string => `<a href="${escapeHtml(url)}">${escapeHtml(text)}</a>`;

const cell = (text: string): string =>
  `<td>${/^https?:/.test(text) ? link(text) : `<code>${escapeHtml(text)}</code>`}</td>`;

const table = (caption: string, titles: readonly string[], rows: readonly (readonly string[])[]): string => `
<h2>${caption}</h2>
<table>
<thead><tr>${titles.map((title) => `<th scope="col">${title}</th>`).join('')}</tr></thead>
<tbody>
${rows.map(([name = '', ...others]) => `<tr><th scope="row">${escapeHtml(name)}</th>${others.map(cell).join('')}</tr>`).join('\n')}
</tbody>
</table>`;

const who = (publicUrl: string, person: SignedIn | undefined): string =>
  person === undefined
    ? `<p>${link(signInAddress(publicUrl), 'Sign in')}</p>`
    : `<p>Signed in as ${escapeHtml(person.name ?? person.email ?? 'somebody without a name')}.
${link(`${publicUrl}/api/v1.0/users/me/`, 'What the API says of you')}, ${link(`${publicUrl}/api/v1.0/logout/`, 'sign out')}</p>`;

/** What runs where, and who can sign in. */
export function startPage({ facts, person }: Shown): string {
  if (facts === undefined) {
    return page(
      'Régie is starting',
      '<p>This page comes again by itself.</p>',
      '<meta http-equiv="refresh" content="1">\n',
    );
  }
  const { setup, databaseUrl } = facts;
  const people = accounts(setup);
  return page(
    'Régie is running',
    [
      who(setup.publicUrl, person),
      table('Addresses', ['What', 'Where'], addresses(setup, databaseUrl)),
      ...(people.length === 0 ? [] : [table('Accounts', ['User', 'Password', 'E-mail'], people)]),
      `<h2>Then</h2>
<ul>
<li><code>npm run regie -- demo-data</code> makes teams, mail domains and a thousand people, in the roles that the accounts' names say.</li>
<li><code>npm run regie -- --help</code> shows what else an operator can do with this installation.</li>
<li><code>npm run demo</code> has a program sign in, create a mail domain and two mailboxes.</li>
<li><code>npm run dev:web</code> serves the console from its sources, and shows changes as one makes them.</li>
<li><code>WEB_CLIENT_URL=http://localhost:3000 npm start</code> leads people who signed in to a web client there.</li>
</ul>`,
    ].join('\n'),
  );
}
