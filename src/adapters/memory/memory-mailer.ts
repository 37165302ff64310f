import type { Mailer, MailMessage } from '../../application/ports/mailer.ts';
import { DomainError } from '../../domain/shared/errors.ts';

/** Keeps the mails it is given instead of sending them, and fails on demand. */
export class MemoryMailer implements Mailer {
  readonly #sent: MailMessage[] = [];
  #down = false;
  #refusals: ('temporary' | 'definite')[] = [];

  /** What was accepted, oldest first. */
  get sent(): readonly MailMessage[] {
    return structuredClone(this.#sent);
  }

  /** While down, no mail is accepted. */
  setDown(down: boolean): void {
    this.#down = down;
  }

  /** Refuses the next `times` mails: for now (4xx) or for good (5xx). */
  refuseNext(times: number, answer: 'temporary' | 'definite'): void {
    this.#refusals = Array.from({ length: times }, () => answer);
  }

  /** Forgets the mails and ends every failure. */
  reset(): void {
    this.#sent.length = 0;
    this.#refusals = [];
    this.#down = false;
  }

  async send(message: MailMessage): Promise<void> {
    if (this.#down) throw new DomainError('mailer.unavailable', 'The mail server is down');
    const refusal = this.#refusals.shift();
    if (refusal === 'temporary') {
      throw new DomainError('mailer.unavailable', 'The mail server cannot take the mail now');
    }
    if (refusal === 'definite') throw new DomainError('mailer.refused', 'The mail server refused the mail');
    this.#sent.push(structuredClone(message));
  }
}
