import { ask } from './ask.ts';
import { reasonOf } from './examine.ts';
import { type Finding, findingsOf } from './finding.ts';

const { right, doubtful, wrong } = findingsOf('public address');

type Given = Readonly<{
  publicUrl: string;
  strictTransport: string | undefined;
  isDevelopment: boolean;
  sessionCookie: string;
}>;

/** Régie as a browser reaches it: through the proxies in front, by the name that people use. */
export async function lookAtPublicAddress(given: Given): Promise<readonly Finding[]> {
  const { publicUrl } = given;
  let health: Awaited<ReturnType<typeof ask>>;
  try {
    health = await ask(`${publicUrl}/api/v1.0/config/`);
  } catch (error) {
    return [
      wrong(
        `${publicUrl} does not answer: ${reasonOf(error)}`,
        'Start Régie, and check REGIE_PUBLIC_URL, DNS, the proxy in front and its certificate.',
      ),
    ];
  }
  if (health.status === 400) {
    return [
      wrong(
        `${publicUrl} is refused for the name of its host`,
        'The proxy in front must pass the Host header on, or the name it sends must be in DJANGO_ALLOWED_HOSTS.',
      ),
    ];
  }
  if (health.status !== 200) {
    return [
      wrong(
        `${publicUrl} answers ${health.status}`,
        'See that what answers there is Régie: the proxy in front may lead elsewhere, or have nobody behind it.',
      ),
    ];
  }
  const reached = right(`${publicUrl} answers`);
  if (given.isDevelopment) return [reached];
  return [
    reached,
    aboutProxy(given, health.headers['strict-transport-security']),
    await aboutPlainHttp(publicUrl),
    await aboutCookies(given),
  ];
}

/** The header is sent to those only who came by HTTPS, as far as Régie was told. */
function aboutProxy({ strictTransport }: Given, sent: string | undefined): Finding {
  if (strictTransport === undefined) {
    return doubtful(
      'Browsers may come by plain HTTP (SECURE_HSTS_SECONDS is 0)',
      'Leave it out, for a year.',
    );
  }
  return sent === undefined
    ? wrong(
        'Régie does not know that browsers come by HTTPS',
        'The proxy in front must set X-Forwarded-Proto, and TRUSTED_PROXIES be the number of proxies on the way.',
      )
    : right(`Browsers are told to use HTTPS (${sent})`);
}

async function aboutPlainHttp(publicUrl: string): Promise<Finding> {
  const plain = new URL(publicUrl);
  if (plain.port !== '') return right('No other port is asked for plain HTTP');
  plain.protocol = 'http:';
  try {
    const { status, headers } = await ask(plain.href);
    const isLedOn = status >= 301 && status <= 308 && headers['location']?.startsWith('https:') === true;
    return isLedOn
      ? right('Who comes by plain HTTP is led to HTTPS')
      : doubtful(
          `${plain.href} answers ${status} over plain HTTP`,
          'Let the proxy in front redirect to HTTPS.',
        );
  } catch {
    return right('Nothing answers over plain HTTP');
  }
}

async function aboutCookies({ publicUrl, sessionCookie }: Given): Promise<Finding> {
  const { cookies, status } = await ask(`${publicUrl}/api/v1.0/authenticate/`);
  const session = cookies.find((cookie) => cookie.startsWith(`${sessionCookie}=`));
  if (session === undefined) {
    return doubtful(
      `No session is begun when somebody signs in (${status})`,
      'Look at what the authorization server is found to be; a proxy must not take cookies away either.',
    );
  }
  const lacks = ['Secure', 'HttpOnly', 'SameSite'].filter(
    (attribute) => !new RegExp(`;\\s*${attribute}`, 'i').test(session),
  );
  return lacks.length === 0
    ? right('The session cookie is for HTTPS and for no script')
    : wrong(
        `The session cookie lacks ${lacks.join(', ')}`,
        'A proxy in front changes cookies: let it leave them.',
      );
}
