import { setTimeout as delay } from 'node:timers/promises';
import type {
  InstallationState,
  PgInstallation,
} from '../../adapters/postgres/installation/pg-installation.ts';
import type { Logger } from '../../application/shared/logger.ts';
import type { OutsideGate } from '../../application/shared/outside-gate.ts';
import { StorageUnavailable } from '../../application/shared/storage-unavailable.ts';

type Deps = Readonly<{
  installation: Pick<PgInstallation, 'look'>;
  logger: Logger;
}>;

/**
 * Knows whether this process is in quarantine: what the database says when it is asked, at the start and every few seconds.
 * The gate is closed before the first answer, and while the database is away it stays as it was.
 */
export class QuarantineWatch implements OutsideGate {
  readonly #deps: Deps;
  readonly #listeners: (() => void)[] = [];
  readonly #stopping = new AbortController();
  #isClosed = true;
  #isKnown = false;
  #looking: Promise<void> = Promise.resolve();

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Asks the database. @throws Error when it does not answer */
  async look(): Promise<void> {
    this.#take(await this.#deps.installation.look());
    for (const listener of this.#listeners) listener();
  }

  /** Called after each look, whether anything has changed or not. */
  onLook(listener: () => void): void {
    this.#listeners.push(listener);
  }

  /** Looks every `intervalMs`, until `stop`. */
  start(intervalMs: number): void {
    this.#looking = this.#lookAgain(intervalMs);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#looking;
  }

  async #lookAgain(intervalMs: number): Promise<void> {
    const { signal } = this.#stopping;
    let isFailing = false;
    for (;;) {
      await delay(intervalMs, undefined, { signal, ref: false }).catch(() => undefined);
      if (signal.aborted) return;
      try {
        await this.look();
        isFailing = false;
      } catch (error) {
        // An outage is told by the pool.
        if (!isFailing && !(error instanceof StorageUnavailable))
          this.#deps.logger.warn('Could not ask whether this installation is in quarantine', {}, error);
        isFailing = true;
      }
    }
  }

  #take({ quarantine, differences }: InstallationState): void {
    const isClosed = quarantine !== undefined;
    if (isClosed && !(this.#isKnown && this.#isClosed)) {
      const { since, cause, reason } = quarantine;
      const fields = { since: since.toISOString(), cause, differences: differences.join(', ') };
      this.#deps.logger.warn(
        'In quarantine: no mail, no mail service, no webhook, no notice of a sign-out and no job until `regie quarantine confirm`',
        reason === null ? fields : { ...fields, reason },
      );
    }
    if (!isClosed && this.#isKnown && this.#isClosed)
      this.#deps.logger.info('The quarantine is over: what waited is carried out');
    this.#isClosed = isClosed;
    this.#isKnown = true;
  }
}
