import SMTPConnection, {
  type SMTPConnectionAuth,
  type SMTPConnectionCallback,
  type SMTPConnectionCustomAuthHandler,
  type SMTPConnectionOptions,
} from 'nodemailer/lib/smtp-connection';

/** A name of ours: nodemailer hands the session to the handler of that name. */
const METHOD = 'X-SENDER';

/** A reply to MAIL FROM or RCPT TO that is no success, as nodemailer tells those of a mail. */
class SenderRefused extends Error {
  constructor(
    readonly command: 'MAIL FROM' | 'RCPT TO',
    readonly responseCode: number,
    readonly response: string,
  ) {
    super(`${command} was answered with ${responseCode}`);
  }
}

/**
 * Authenticates as for a mail, names its sender and, as the recipient, the sender again, and ends the session: many servers
 * judge the sender only with the first recipient. Without DATA no mail is sent (RFC 5321 section 4.1.1.5).
 *
 * @throws Error of nodemailer, or one with the members of such, with the server's reply where it refuses the sender
 */
export async function askAboutSender(
  options: SMTPConnectionOptions & {
    readonly auth?: SMTPConnectionAuth | undefined;
    readonly forceAuth?: boolean | undefined;
  },
  sender: string,
): Promise<void> {
  let refused: SenderRefused | undefined;
  const nameSender: SMTPConnectionCustomAuthHandler = async ({ sendCommand }) => {
    for (const command of ['MAIL FROM', 'RCPT TO'] as const) {
      const { status, response } = await sendCommand(`${command}:<${sender}>`);
      if (status >= 200 && status < 300) continue;
      refused = new SenderRefused(command, status, response);
      return;
    }
  };
  const { auth, forceAuth = false, ...others } = options;
  const connection = new SMTPConnection({
    ...others,
    customAuth: { ...others.customAuth, [METHOD]: nameSender },
  });
  const failed = new Promise<never>((_resolve, reject) => {
    // Each time: an error that nobody listens to would end the process.
    connection.on('error', reject);
    connection.once('end', () => reject(new Error('Connection closed')));
  });
  const step = (begin: (done: SMTPConnectionCallback) => void): Promise<unknown> =>
    Promise.race([
      failed,
      new Promise((resolve, reject) => begin((error) => (error ? reject(error) : resolve(undefined)))),
    ]);
  try {
    await step((done) => connection.connect((error) => done(error ?? null)));
    if (auth && (forceAuth || connection.allowsAuth)) await step((done) => connection.login(auth, done));
    await step((done) => connection.login({ method: METHOD }, done));
    connection.quit();
  } finally {
    failed.catch(() => undefined);
    connection.close();
  }
  if (refused) throw refused;
}
