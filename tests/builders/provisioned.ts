import type {
  Asked,
  Done,
  MailboxStatus,
  Provisioned,
  Refused,
  Unanswered,
  Waiting,
  Withheld,
} from '../../src/domain/mailbox/provisioning.ts';
import { CREATED_AT } from './moments.ts';

type In<State extends Provisioned['provisioning']['state']> = Extract<
  Provisioned,
  { readonly provisioning: { readonly state: State } }
>;

const LASTING = { changeRevision: 0, changeFailure: null };
const WANTED = { since: CREATED_AT, wasEnabled: false, ...LASTING };
const BEGUN = { startedAt: CREATED_AT, notedAbsentAt: null, change: null, ...LASTING };

export const waiting = (given: Partial<Waiting> = {}): In<'waiting'> => ({
  status: 'pending',
  provisioning: { ...WANTED, ...given, state: 'waiting' },
});

export const asked = (given: Partial<Asked> = {}): In<'asked'> => ({
  status: 'pending',
  provisioning: { ...WANTED, ...BEGUN, attempts: 1, trouble: null, ...given, state: 'asked' },
});

/** A mailbox created by us, unless `startedAt` is null. */
export const done = (given: Partial<Done> = {}, status: 'enabled' | 'disabled' = 'enabled'): In<'done'> => ({
  status,
  provisioning: { ...BEGUN, ...given, state: 'done' },
});

export const refused = (
  given: Partial<Refused> = {},
  status: 'failed' | 'disabled' = 'failed',
): In<'refused'> => ({
  status,
  provisioning: { startedAt: CREATED_AT, failure: null, ...LASTING, ...given, state: 'refused' },
});

export const withheld = (given: Partial<Withheld> = {}): In<'withheld'> => ({
  status: 'disabled',
  provisioning: { ...LASTING, ...given, state: 'withheld' },
});

export const unanswered = (given: Partial<Unanswered> = {}): In<'unanswered'> => ({
  status: 'disabled',
  provisioning: { ...BEGUN, ...given, state: 'unanswered' },
});

/** The default state for a status: the provisioner's mailbox was not created by us. */
export const provisionedAs = (status: MailboxStatus, createdAt = CREATED_AT): Provisioned =>
  ({
    pending: waiting({ since: createdAt }),
    enabled: done({ startedAt: null }),
    failed: refused({ startedAt: null }),
    disabled: done({ startedAt: null }, 'disabled'),
  })[status];
