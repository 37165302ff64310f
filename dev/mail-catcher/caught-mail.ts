import { simpleParser } from 'mailparser';

/** A mail as the catcher received it. */
export type CaughtMail = Readonly<{
  /** The catcher's own id, in order of arrival. */
  id: string;
  /** With its angle brackets, empty if the mail had none. */
  messageId: string;
  /** Envelope sender. */
  from: string;
  /** Envelope recipients: blind copies included. */
  to: readonly string[];
  subject: string;
  /** Arrival, ISO 8601. */
  date: string;
  text: string;
  html: string;
  headers: readonly { readonly name: string; readonly value: string }[];
  /** As it came, headers first. */
  source: string;
}>;

/** Reads a mail (RFC 5322) out of what a client transmitted. */
export async function readCaughtMail(
  source: Buffer,
  envelope: Pick<CaughtMail, 'id' | 'from' | 'to' | 'date'>,
): Promise<CaughtMail> {
  const { messageId, subject, text, html, headerLines } = await simpleParser(source, {
    skipTextToHtml: true,
    skipHtmlToText: true,
  });
  return {
    ...envelope,
    messageId: messageId ?? '',
    subject: subject ?? '',
    text: text ?? '',
    html: html || '',
    headers: headerLines.map(({ line }) => {
      const colon = line.indexOf(':');
      return { name: line.slice(0, colon), value: line.slice(colon + 1).trim() };
    }),
    source: source.toString('utf8'),
  };
}
