import { startSmtpListener } from '../../dev/mail-catcher/smtp-listener.ts';

export type OwnersMail = Readonly<{
  port: number;
  /** By recipient: the number of times that each mail arrived, by its `Message-ID`. */
  received: ReadonlyMap<string, ReadonlyMap<string, number>>;
  close(): Promise<void>;
}>;

const MESSAGE_ID = /^message-id:\s*(<[^>]+>)/im;

/** A mail server that remembers of any number of mails who got which, and how often. */
export async function startOwnersMail(): Promise<OwnersMail> {
  const received = new Map<string, Map<string, number>>();
  const smtp = await startSmtpListener({
    host: '127.0.0.1',
    port: 0,
    refusalAt: () => undefined,
    onMail: async ({ source, to }) => {
      const id = MESSAGE_ID.exec(source.toString('utf8'))?.[1] ?? '(no Message-ID)';
      for (const address of to) {
        const mails = received.get(address) ?? new Map<string, number>();
        mails.set(id, (mails.get(id) ?? 0) + 1);
        received.set(address, mails);
      }
    },
  });
  return { port: smtp.port, received, close: () => smtp.close() };
}
