import type { SMTPPoolOptions } from 'nodemailer';

type Credentials = Readonly<{ user?: string | undefined; password?: string | undefined }>;
type AuthenticationOptions = Pick<SMTPPoolOptions, 'auth' | 'forceAuth' | 'customAuth'>;

/** An error whose code is logged. */
const failure = (code: string, message: string): Error => Object.assign(new Error(message), { code });

/**
 * Options of nodemailer that authenticate, if there are credentials. On its own, nodemailer would continue without
 * authentication where a server offers no mechanism (some do so only after STARTTLS), and, when forced, send the
 * password to a server that did not ask for it. It tries `PLAIN` first and falls back to it, so this mechanism decides
 * both cases.
 */
export const authenticateWherePossible = ({ user, password = '' }: Credentials): AuthenticationOptions =>
  user === undefined
    ? {}
    : {
        auth: { user, pass: password },
        forceAuth: true,
        customAuth: {
          PLAIN: async ({ authMethods, sendCommand }) => {
            if (!authMethods.includes('PLAIN')) {
              throw failure('AUTH_NOT_OFFERED', 'The server offers no authentication that we know');
            }
            if (password === '') throw failure('NO_PASSWORD', 'There is no password');
            const { status } = await sendCommand(`AUTH PLAIN ${initialResponse(user, password)}`);
            if (status < 200 || status >= 300) throw new Error('Invalid login');
          },
        },
      };

/** The initial response of `PLAIN` (RFC 4616). */
const initialResponse = (user: string, password: string): string =>
  Buffer.from(`\0${user}\0${password}`, 'utf8').toString('base64');
