import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';

export type MailSink = Readonly<{
  port: number;
  /** Number of mails, by recipient. */
  received: ReadonlyMap<string, number>;
  close(): void;
}>;

const END_OF_MAIL = '\r\n.\r\n';
const RECIPIENT = /^RCPT TO:<([^>]*)>/i;

/** A mail server that accepts every mail and stores only its recipients (RFC 5321 section 4.1.1). */
export async function startMailSink(): Promise<MailSink> {
  const received = new Map<string, number>();
  const take = (recipient: string) => received.set(recipient, (received.get(recipient) ?? 0) + 1);
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.setEncoding('latin1');
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    talk(socket, take);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = () => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  return { port: (server.address() as AddressInfo).port, received, close };
}

function talk(socket: Socket, take: (recipient: string) => void): void {
  let waiting = '';
  let recipients: string[] = [];
  let isInMail = false;
  const say = (line: string) => socket.write(`${line}\r\n`);
  const obey = (line: string): void => {
    const recipient = RECIPIENT.exec(line)?.[1];
    if (recipient !== undefined) recipients.push(recipient);
    isInMail = line.toUpperCase() === 'DATA';
    if (line.toUpperCase() === 'QUIT') socket.end('221 Bye\r\n');
    else say(isInMail ? '354 Go on' : '250 OK');
  };
  const keep = () => {
    for (const recipient of recipients) take(recipient);
    recipients = [];
    isInMail = false;
    say('250 Taken');
  };
  say('220 sink ESMTP');
  socket.on('data', (chunk) => {
    waiting += chunk;
    for (;;) {
      const end = isInMail ? END_OF_MAIL : '\r\n';
      const index = waiting.indexOf(end);
      if (index < 0) return;
      const line = waiting.slice(0, index);
      waiting = waiting.slice(index + end.length);
      if (isInMail) keep();
      else obey(line);
    }
  });
}
