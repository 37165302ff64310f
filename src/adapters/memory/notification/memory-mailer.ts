import {
  type Mailer,
  type MailerTrouble,
  MailerUnavailableError,
  type MailMessage,
} from '../../../application/notification/mailer.ts';
import { DomainError } from '../../../domain/shared/errors.ts';

/** A temporary refusal (4xx), a refusal of every mail of ours, or a definite refusal of the mail. */
export type MemoryRefusal = Exclude<MailerTrouble, 'connection'> | 'definite';

/** Stores mails instead of sending them, and fails on demand. */
export class MemoryMailer implements Mailer {
  readonly #sent: MailMessage[] = [];
  #down = false;
  #refusals: MemoryRefusal[] = [];

  /** The accepted mails, oldest first. */
  get sent(): readonly MailMessage[] {
    return structuredClone(this.#sent);
  }

  /** While down, no mail is accepted. */
  setDown(down: boolean): void {
    this.#down = down;
  }

  /** Refuses the next `times` mails. */
  refuseNext(times: number, answer: MemoryRefusal): void {
    this.#refusals = Array.from({ length: times }, () => answer);
  }

  /** Deletes the mails and ends every failure. */
  reset(): void {
    this.#sent.length = 0;
    this.#refusals = [];
    this.#down = false;
  }

  async send(message: MailMessage): Promise<void> {
    if (this.#down) throw new MailerUnavailableError('connection', 'ECONNREFUSED');
    const refusal = this.#refusals.shift();
    if (refusal === 'definite') {
      const params = { reason: '550, 5.1.1' };
      throw new DomainError('mailer.refused', 'The mail server refused the mail', { params });
    }
    if (refusal) {
      throw new MailerUnavailableError(refusal, refusal === 'temporary' ? '451' : 'MAIL FROM, 553, 5.7.1');
    }
    this.#sent.push(structuredClone(message));
  }
}
