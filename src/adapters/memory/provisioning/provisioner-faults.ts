import { DomainError, type ErrorCode } from '../../../domain/shared/errors.ts';

/** How the following calls fail, until changed. */
export type ProvisionerTrouble =
  | { readonly kind: 'unavailable'; readonly retryAfterSeconds?: number }
  | { readonly kind: 'forbidden' }
  | { readonly kind: 'unexpected' };

const TROUBLE_CODES = {
  unavailable: 'mail_provisioner.unavailable',
  forbidden: 'mail_provisioner.forbidden',
  unexpected: 'mail_provisioner.unexpected',
} as const satisfies Record<ProvisionerTrouble['kind'], ErrorCode>;

type Refused = Readonly<{ outcome: 'refused'; reason: string }>;

/** How the provisioner in memory fails calls, and refuses them. */
export class ProvisionerFaults {
  #trouble: ProvisionerTrouble | undefined;
  #isLosing = false;
  #refusal: Refused | undefined;

  /** Makes every call fail that way; undefined ends it. Failing calls change nothing. */
  setTrouble(trouble: ProvisionerTrouble | undefined): void {
    this.#trouble = trouble;
  }

  /** Carries out the next change, then loses its answer: the caller gets `unavailable`. */
  loseNextAnswer(): void {
    this.#isLosing = true;
  }

  /** Refuses the next registration, creation or change. */
  refuseNext(reason: string): void {
    this.#refusal = { outcome: 'refused', reason };
  }

  /** The refusal that is due, once. */
  takeRefusal(): Refused | undefined {
    const refusal = this.#refusal;
    this.#refusal = undefined;
    return refusal;
  }

  /** Answers a call that changes something. */
  async answer<T>(carryOut: () => T): Promise<T> {
    const answer = await this.read(carryOut);
    if (this.#isLosing) {
      this.#isLosing = false;
      throw new DomainError('mail_provisioner.unavailable', 'the answer was lost');
    }
    return answer;
  }

  async read<T>(carryOut: () => T): Promise<T> {
    if (this.#trouble) {
      const delay = this.#trouble.kind === 'unavailable' ? this.#trouble.retryAfterSeconds : undefined;
      const details = delay === undefined ? {} : { retryAfterSeconds: delay };
      throw new DomainError(TROUBLE_CODES[this.#trouble.kind], 'the provisioner is in trouble', details);
    }
    return carryOut();
  }
}
