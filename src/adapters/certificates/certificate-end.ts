import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { connect as connectTls, type TLSSocket } from 'node:tls';

/** `starttls`: the conversation begins in the clear, as with a mail server (RFC 3207). */
export type CertificateHolder = Readonly<{ host: string; port: number; startTls?: boolean }>;

/** Longest time for all of it, in ms. */
const PATIENCE_MS = 10_000;

/**
 * When the certificate of a server ends, whether it is trusted or not.
 *
 * @throws Error when the server cannot be reached, or speaks no TLS there
 */
export async function certificateEnd(
  { host, port, startTls = false }: CertificateHolder,
  patienceMs = PATIENCE_MS,
): Promise<Date> {
  const signal = AbortSignal.timeout(patienceMs);
  const socket = startTls ? await socketAfterStartTls(host, port, signal) : undefined;
  const servername = /^[\d.]+$|:/.test(host) ? {} : { servername: host };
  const secured = connectTls({
    ...(socket ? { socket } : { host, port }),
    ...servername,
    // Nothing is sent. A certificate that is not trusted ends as well, and that is what is asked.
    rejectUnauthorized: false,
  });
  try {
    await once(secured, 'secureConnect', { signal });
    return endOf(secured);
  } finally {
    secured.destroy();
  }
}

function endOf(secured: TLSSocket): Date {
  const end = new Date(secured.getPeerCertificate().valid_to);
  if (Number.isNaN(end.getTime())) throw new Error('The server has no certificate');
  return end;
}

async function socketAfterStartTls(host: string, port: number, signal: AbortSignal): Promise<Socket> {
  const socket = connect({ host, port });
  const giveUp = () => socket.destroy(new Error('The server did not answer in time'));
  signal.addEventListener('abort', giveUp, { once: true });
  try {
    await once(socket, 'connect');
    const answers = createInterface({ input: socket });
    const lines = answers[Symbol.asyncIterator]();
    const expectAnswer = async (code: string): Promise<void> => {
      for (;;) {
        const { value: line = '', done } = await lines.next();
        if (done || !line.startsWith(code))
          throw new Error(`The server answered "${line.slice(0, 3)}", not ${code}`);
        // Lines that go on have a hyphen after their code.
        if (!line.startsWith(`${code}-`)) return;
      }
    };
    await expectAnswer('220');
    socket.write('EHLO [127.0.0.1]\r\n');
    await expectAnswer('250');
    socket.write('STARTTLS\r\n');
    await expectAnswer('220');
    answers.close();
    return socket;
  } catch (error) {
    socket.destroy();
    throw error;
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
}
