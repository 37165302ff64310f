import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createInterface } from 'node:readline';

/** The server's reply at each step of a session; several lines are joined by CRLF. */
export type SmtpScript = Readonly<{
  greeting: string;
  ehlo: string;
  helo: string;
  starttls: string;
  auth: string;
  sender: string;
  recipient: string;
  data: string;
  content: string;
}>;

const WILLING: SmtpScript = {
  greeting: '220 mx.example.fr ESMTP',
  ehlo: '250-mx.example.fr\r\n250-ENHANCEDSTATUSCODES\r\n250 8BITMIME',
  helo: '250 mx.example.fr',
  starttls: '502 5.5.1 Error: command not implemented',
  auth: '235 2.7.0 Authentication successful',
  sender: '250 2.1.0 Ok',
  recipient: '250 2.1.5 Ok',
  data: '354 End data with <CR><LF>.<CR><LF>',
  content: '250 2.0.0 Ok: queued',
};

type Taken = Readonly<{ messageId: string; recipient: string }>;

/** A mail server that replies exactly as a test scripts it, and stores accepted mails. */
export class ScriptedSmtpServer {
  /** Commands of all sessions, oldest first; the lines of messages are left out. */
  readonly commands: string[] = [];
  /** Messages that were sent completely, accepted or not, oldest first. */
  readonly offered: Taken[] = [];
  /** Accepted messages, oldest first. */
  readonly taken: Taken[] = [];
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #script: SmtpScript = WILLING;

  private constructor() {
    this.#server = createServer((socket) => this.#serve(socket));
  }

  static async start(): Promise<ScriptedSmtpServer> {
    const started = new ScriptedSmtpServer();
    started.#server.listen(0, '127.0.0.1');
    await once(started.#server, 'listening');
    return started;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Sets these replies, in new and open sessions; all other replies accept. */
  say(script: Partial<SmtpScript> = {}): void {
    this.#script = { ...WILLING, ...script };
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #serve(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    let recipient = '';
    let message: string[] | undefined;
    const reply = (text: string) => socket.write(`${text}\r\n`);
    const isYes = (text: string) => /^[23]/.test(text);
    const { greeting } = this.#script;
    reply(greeting);
    createInterface({ input: socket, crlfDelay: Number.POSITIVE_INFINITY }).on('line', (line) => {
      const { ehlo, helo, starttls, auth, sender, recipient: atRecipient, data, content } = this.#script;
      if (message) {
        if (line !== '.') {
          message.push(line);
          return;
        }
        const messageId = message.map((text) => /^Message-ID: (.*)$/i.exec(text)?.[1]).find(Boolean) ?? '';
        message = undefined;
        this.offered.push({ messageId, recipient });
        if (isYes(content)) this.taken.push({ messageId, recipient });
        reply(content);
        return;
      }
      this.commands.push(line);
      const verb = line.slice(0, 4).toUpperCase();
      if (verb === 'EHLO') reply(ehlo);
      else if (verb === 'HELO') reply(helo);
      else if (verb === 'STAR') reply(starttls);
      else if (verb === 'AUTH') reply(auth);
      else if (verb === 'MAIL') reply(sender);
      else if (verb === 'RCPT') {
        recipient = /<(.*)>/.exec(line)?.[1] ?? '';
        reply(atRecipient);
      } else if (verb === 'DATA') {
        if (isYes(data)) message = [];
        reply(data);
      } else if (verb === 'QUIT') socket.end('221 Bye\r\n');
      else reply('250 2.0.0 Ok');
    });
  }
}
