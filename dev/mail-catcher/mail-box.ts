import type { CaughtMail } from './caught-mail.ts';

/** `to`: a whole address, in any case. `subject`: a part of it, in any case. */
export type MailFilter = { readonly to?: string | undefined; readonly subject?: string | undefined };

/** The latest mails, in memory: the oldest are dropped when there are more than `capacity`. */
export class MailBox {
  #mails: CaughtMail[] = [];
  #arrivals = 0;

  constructor(private readonly capacity: number) {}

  nextId(): string {
    this.#arrivals += 1;
    return String(this.#arrivals);
  }

  add(mail: CaughtMail): void {
    this.#mails = [mail, ...this.#mails].slice(0, this.capacity);
  }

  /** Newest first. */
  list({ to, subject }: MailFilter = {}): readonly CaughtMail[] {
    const has = (text: string, part: string) => text.toLowerCase().includes(part.toLowerCase());
    return this.#mails.filter(
      (mail) =>
        (to === undefined || mail.to.some((address) => address.toLowerCase() === to.toLowerCase())) &&
        (subject === undefined || has(mail.subject, subject)),
    );
  }

  find(id: string): CaughtMail | undefined {
    return this.#mails.find((mail) => mail.id === id);
  }

  clear(): void {
    this.#mails = [];
  }
}
