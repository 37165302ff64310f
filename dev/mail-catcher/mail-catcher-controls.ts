import type { CaughtMail } from './caught-mail.ts';
import type { MailFilter } from './mail-box.ts';
import type { Faults, Refusal } from './mail-faults.ts';

/** The catcher's operations for tests, in the same process or over HTTP. */
export type MailCatcherControls = {
  /** Newest first; at most the last 1,000. */
  messages(filter?: MailFilter): readonly CaughtMail[];
  message(id: string): CaughtMail | undefined;
  clear(): void;
  faults(): Faults;
  /** Refuses the next deliveries; `null` stops refusing. */
  refuseNext(refusal: Refusal | null): void;
  /** Stops or resumes listening for SMTP, always on the same port. */
  setDown(down: boolean): Promise<void>;
};
