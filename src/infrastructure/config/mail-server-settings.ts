import { isIP } from 'node:net';
import { isEhloName } from './addresses/ehlo-name.ts';
import type { Environment } from './environment-schema.ts';

/** The host of an address if it is a name with a dot, which mail servers may look up. */
function domainNameOf(url: string): string | undefined {
  const { hostname } = new URL(url);
  return isEhloName(hostname) && !isIP(hostname) ? hostname : undefined;
}

function tlsMode(env: Environment): 'none' | 'starttls' | 'implicit' {
  if (env.DJANGO_EMAIL_USE_SSL) return 'implicit';
  return env.DJANGO_EMAIL_USE_TLS ? 'starttls' : 'none';
}

/** The server that takes our mails. */
export const mailServerSettings = (env: Environment, publicUrl: string) => ({
  host: env.DJANGO_EMAIL_HOST,
  port: env.DJANGO_EMAIL_PORT,
  user: env.DJANGO_EMAIL_HOST_USER,
  password: env.DJANGO_EMAIL_HOST_PASSWORD,
  tls: tlsMode(env),
  from: env.DJANGO_EMAIL_FROM,
  certificateAuthorities: env.DJANGO_EMAIL_CA_CERTIFICATES,
  ehloName: env.DJANGO_EMAIL_EHLO_NAME ?? domainNameOf(publicUrl),
});
