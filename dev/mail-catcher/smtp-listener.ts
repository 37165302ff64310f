import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

export type SmtpListenerOptions = Readonly<{
  host: string;
  port: number;
  /** PEM. Without it the listener speaks plain SMTP only. */
  tls?: Readonly<{ key: string; cert: string; implicit?: boolean }>;
  /** Required of every client; without it any credentials, or none, are accepted. */
  credentials?: Readonly<{ user: string; password: string }>;
  onMail(mail: { source: Buffer; from: string; to: readonly string[] }): Promise<void>;
  /** The failure to answer at this step of a delivery, if any. */
  refusalAt(step: 'sender' | 'recipient' | 'data'): Error | undefined;
}>;

/** An unsuccessful SMTP reply. */
export const smtpAnswer = (responseCode: number, text: string): Error =>
  Object.assign(new Error(text), { responseCode });

const MAXIMUM_BYTES = 25 * 1024 * 1024;

function serverOptions({ tls, credentials, onMail, refusalAt }: SmtpListenerOptions): SMTPServerOptions {
  return {
    ...(tls === undefined
      ? { disabledCommands: ['STARTTLS'] }
      : { key: tls.key, cert: tls.cert, secure: tls.implicit ?? false }),
    authOptional: credentials === undefined,
    allowInsecureAuth: true,
    disableReverseLookup: true,
    size: MAXIMUM_BYTES,
    onAuth({ username, password }, _session, done) {
      const known =
        credentials === undefined || (username === credentials.user && password === credentials.password);
      if (known) done(null, { user: username });
      else done(smtpAnswer(535, 'Authentication credentials invalid'));
    },
    onMailFrom(_address, _session, done) {
      done(refusalAt('sender'));
    },
    onRcptTo(_address, _session, done) {
      done(refusalAt('recipient'));
    },
    async onData(stream, { envelope }, done) {
      try {
        const source = await buffer(stream);
        const refusal = stream.sizeExceeded ? smtpAnswer(552, 'Too large') : refusalAt('data');
        if (refusal !== undefined) return done(refusal);
        const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
        await onMail({ source, from, to: envelope.rcptTo.map(({ address }) => address) });
        done(null);
      } catch (error) {
        done(error instanceof Error ? error : new Error(String(error)));
      }
    },
  };
}

/** Listens for SMTP on `port` (0: any free one). `close` cuts open connections. */
export async function startSmtpListener(
  options: SmtpListenerOptions,
): Promise<{ readonly port: number; close(): Promise<void> }> {
  const smtp = new SMTPServer(serverOptions(options));
  const sockets = new Set<Socket>();
  smtp.server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  // Without a listener, a client that disconnects in the middle of a command would end the program.
  smtp.on('error', (error) => console.error(`mail catcher: ${error.message}`));
  smtp.listen(options.port, options.host);
  await once(smtp.server, 'listening');

  const { port } = smtp.server.address() as AddressInfo;
  return {
    port,
    close: () =>
      new Promise((resolve) => {
        smtp.close(resolve);
        for (const socket of sockets) socket.destroy();
      }),
  };
}
