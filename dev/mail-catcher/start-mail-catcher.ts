import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readCaughtMail } from './caught-mail.ts';
import { makeHttpApp } from './http-app.ts';
import { MailBox } from './mail-box.ts';
import type { MailCatcherControls } from './mail-catcher-controls.ts';
import type { Refusal } from './mail-faults.ts';
import { type SmtpListenerOptions, smtpAnswer, startSmtpListener } from './smtp-listener.ts';

export type MailCatcherOptions = Readonly<{
  /** 0 takes any free port, which the catcher returns. */
  smtpPort: number;
  httpPort: number;
  /** Default `127.0.0.1`: caught mails contain passwords and login links. */
  host?: string;
}> &
  Pick<SmtpListenerOptions, 'tls' | 'credentials'>;

export type MailCatcher = MailCatcherControls & {
  readonly smtpPort: number;
  readonly httpUrl: string;
  close(): Promise<void>;
};

const CAPACITY = 1000;

/** A mail server that delivers nothing: it keeps what it receives and shows it on a page and a JSON API. */
export async function startMailCatcher(options: MailCatcherOptions): Promise<MailCatcher> {
  const { host = '127.0.0.1' } = options;
  const box = new MailBox(CAPACITY);
  let refuse: Refusal | null = null;

  const refusalAt: SmtpListenerOptions['refusalAt'] = (step) => {
    if (refuse?.step !== step) return undefined;
    const { code, times, text = 'Refused on demand' } = refuse;
    refuse = times > 1 ? { ...refuse, times: times - 1 } : null;
    return smtpAnswer(code, text);
  };
  const listen = (port: number) =>
    startSmtpListener({
      ...options,
      host,
      port,
      refusalAt,
      onMail: async ({ source, from, to }) => {
        const envelope = { id: box.nextId(), from, to, date: new Date().toISOString() };
        box.add(await readCaughtMail(source, envelope));
      },
    });
  let smtp: Awaited<ReturnType<typeof listen>> | undefined = await listen(options.smtpPort);
  const { port: smtpPort } = smtp;

  const setDown = async (down: boolean): Promise<void> => {
    if (down) {
      const open = smtp;
      smtp = undefined;
      await open?.close();
    } else {
      smtp ??= await listen(smtpPort);
    }
  };
  const controls: MailCatcherControls = {
    messages: (filter) => box.list(filter),
    message: (id) => box.find(id),
    clear: () => box.clear(),
    faults: () => ({ refuse, down: smtp === undefined }),
    refuseNext: (refusal) => {
      refuse = refusal;
    },
    setDown,
  };

  const http = createServer(makeHttpApp(controls));
  try {
    http.listen(options.httpPort, host);
    await once(http, 'listening');
  } catch (error) {
    await setDown(true);
    throw error;
  }
  const httpUrl = `http://${host}:${(http.address() as AddressInfo).port}`;
  return {
    smtpPort,
    httpUrl,
    ...controls,
    close: async () => {
      await setDown(true);
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}
