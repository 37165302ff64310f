/**
 * Signs a person in as their browser would, and prints as JSON where they arrived and what `users/me/` says of them. Apart,
 * since which authorities are believed is decided when a process starts (`NODE_EXTRA_CA_CERTS`).
 *
 * Arguments: the address of Régie, user name and password at the provider.
 */
import { signInThroughProvider } from '../../dev/openid-provider/sign-in-through-provider.ts';

const [url = '', username = '', password = ''] = process.argv.slice(2);

const { url: arrival, jar } = await signInThroughProvider({
  startUrl: `${url}/api/v1.0/authenticate/`,
  username,
  password,
});
const headers = { cookie: jar.header(new URL(url)) };
const me = await fetch(`${url}/api/v1.0/users/me/`, { headers });
const page = await fetch(arrival, { headers });
process.stdout.write(
  JSON.stringify({
    arrival,
    status: me.status,
    me: await me.json(),
    page: { status: page.status, type: page.headers.get('content-type') },
  }),
);
