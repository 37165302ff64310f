import type { MailboxFacts } from '../../domain/provisioning/drift.ts';
import type { ListedMailbox } from '../../domain/provisioning/listed-mailbox.ts';
import { placeOf } from '../../domain/provisioning/listed-place.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { Clock } from '../shared/system.ts';
import type { ListedRow, MailProvisioner } from './mail-provisioner.ts';

/** From this number of mailboxes on, one list of all costs the provisioner less than a request for each. */
const MANY = 4;

/** What was seen at an address: nothing, or a mailbox; `facts` is null when its row is unreadable. */
export type Seen =
  | { readonly is: 'absent'; readonly at: Date }
  | { readonly is: 'there'; readonly facts: MailboxFacts | null };

/** The provisioner's mailboxes of a domain as one turn has seen them. Valid for that turn only. */
export interface ProvisionerSight {
  /**
   * Looks up mailboxes that were not looked up yet: one by one, or in one list when they and the `wait` ones behind them
   * are many.
   *
   * @throws DomainError of the provisioner (`mail_provisioner.…`)
   */
  look(localParts: readonly string[], wait: number): Promise<void>;
  /** Undefined for an address that was not looked up. */
  at(localPart: string): Seen | undefined;
}

export type OpenSight = (domain: string) => ProvisionerSight;

/** Looks up a domain's mailboxes at the provisioner, with one request a turn when there are many. */
export const makeOpenSight =
  ({ mailProvisioner, clock }: { mailProvisioner: MailProvisioner; clock: Clock }): OpenSight =>
  (domain) => {
    const seen = new Map<string, Seen>();
    /** When a complete list was read. */
    let completeAt: Date | undefined;
    let isListRead = false;

    const find = async (localPart: string): Promise<void> => {
      const at = clock.now();
      const held = await mailProvisioner.findMailbox({ domain, localPart });
      seen.set(
        localPart,
        held ? { is: 'there', facts: factsOf({ ...held, isActive: null }) } : { is: 'absent', at },
      );
    };

    const list = async (): Promise<void> => {
      isListRead = true;
      const at = clock.now();
      const listed = new Map<string, Seen>();
      let isComplete = true;
      try {
        await mailProvisioner.readMailboxes(domain, async (rows) => {
          for (const row of rows) {
            const place = placeOf(emailOf(row), domain);
            if (place.place === 'unknown') isComplete = false;
            if (place.place !== 'here') continue;
            listed.set(place.localPart, { is: 'there', facts: 'row' in row ? factsOf(row.row) : null });
          }
        });
      } catch (error) {
        // Single look-ups may succeed although the list failed.
        if (error instanceof DomainError) return;
        throw error;
      }
      for (const [localPart, mailbox] of listed) seen.set(localPart, mailbox);
      if (isComplete) completeAt = at;
    };

    const at = (localPart: string): Seen | undefined =>
      seen.get(localPart) ?? (completeAt && { is: 'absent', at: completeAt });

    return {
      at,
      async look(localParts, wait) {
        const isNew = (localPart: string) => at(localPart) === undefined;
        const wanted = localParts.filter(isNew);
        if (wanted.length === 0) return;
        if (!isListRead && wanted.length + wait >= MANY) await list();
        for (const localPart of wanted.filter(isNew)) await find(localPart);
      },
    };
  };

const emailOf = (row: ListedRow<ListedMailbox>): string =>
  'row' in row ? row.row.email : (row.address ?? '');

const factsOf = ({
  firstName,
  lastName,
  isActive,
}: Pick<ListedMailbox, 'firstName' | 'lastName' | 'isActive'>): MailboxFacts => ({
  firstName: firstName ?? '',
  lastName: lastName ?? '',
  isActive,
});
