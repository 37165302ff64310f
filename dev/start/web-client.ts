import { environmentSchema } from '../../src/infrastructure/config/environment-schema.ts';
import { variables } from '../../src/infrastructure/config/values/variable.ts';

type Variables = Readonly<Record<string, string | undefined>>;

/** Where people go after signing in, after a sign-in that failed, and after signing out, and where mails link: to the console. */
export function consoleLandings(publicUrl: string) {
  const address = `${publicUrl.replace(/\/+$/, '')}/console/`;
  return {
    LOGIN_REDIRECT_URL: address,
    LOGIN_REDIRECT_URL_FAILURE: `${address}refused`,
    LOGOUT_REDIRECT_URL: `${address}signed-out`,
    PEOPLE_BASE_URL: address.replace(/\/$/, ''),
  };
}

const developmentValue = (name: keyof typeof environmentSchema.shape): string =>
  variables.get(environmentSchema.shape[name])?.development ?? '';

const listWith = (list: string, item: string): string => [...new Set([...list.split(','), item])].join(',');

/**
 * What the application must be told of the web client that `WEB_CLIENT_URL` names; nothing where it names none.
 *
 * @throws Error when it is no address of http or https
 */
export function webClientVariables(environment: Variables): Readonly<Record<string, string>> {
  const written = environment['WEB_CLIENT_URL'];
  if (!written) return {};
  const url = URL.canParse(written) ? new URL(written) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw new Error(
      'WEB_CLIENT_URL must be the address of the web client in full, such as http://localhost:3000',
    );
  }
  const address = written.replace(/\/+$/, '');
  return {
    LOGIN_REDIRECT_URL: address,
    LOGIN_REDIRECT_URL_FAILURE: address,
    LOGOUT_REDIRECT_URL: address,
    PEOPLE_BASE_URL: address,
    DJANGO_CSRF_TRUSTED_ORIGINS: listWith(developmentValue('DJANGO_CSRF_TRUSTED_ORIGINS'), url.origin),
    DJANGO_CORS_ALLOWED_ORIGINS: listWith(developmentValue('DJANGO_CORS_ALLOWED_ORIGINS'), url.origin),
    OIDC_REDIRECT_ALLOWED_HOSTS: listWith(developmentValue('OIDC_REDIRECT_ALLOWED_HOSTS'), url.host),
  };
}
