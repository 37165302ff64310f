import type { SMTPPoolOptions } from 'nodemailer';

type Credentials = Readonly<{ user?: string | undefined; password?: string | undefined }>;
type AuthenticationOptions = Pick<SMTPPoolOptions, 'auth' | 'forceAuth' | 'customAuth'>;

/** A failure whose code stands in the log. */
const failure = (code: string, message: string): Error => Object.assign(new Error(message), { code });

/**
 * Options of nodemailer that authenticate, if there are credentials. By itself it would go on without where a server
 * offers no mechanism (one that does so only after STARTTLS, say), and, when forced, show the password to a server that
 * did not ask for it. `PLAIN` is what it tries first, and also what it falls back to, so that both are decided here.
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

/** RFC 4616, for whom the user is. */
const initialResponse = (user: string, password: string): string =>
  Buffer.from(`\0${user}\0${password}`, 'utf8').toString('base64');
