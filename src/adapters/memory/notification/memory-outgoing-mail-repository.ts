import type {
  OutgoingMail,
  OutgoingMailRepository,
  UnsentMail,
} from '../../../application/notification/outgoing-mail-repository.ts';
import type { OutgoingMailId } from '../../../domain/shared/ids.ts';
import { ascending } from '../engine/ascending.ts';
import type { MemoryTables } from '../engine/memory-tables.ts';

/** Contents are not encrypted in memory. */
export class MemoryOutgoingMailRepository implements OutgoingMailRepository {
  constructor(private readonly tables: MemoryTables) {}

  async insert(mail: OutgoingMail): Promise<void> {
    this.tables.outgoingMails.insert(mail);
  }

  async insertMany(mails: readonly OutgoingMail[]): Promise<void> {
    for (const mail of mails) await this.insert(mail);
  }

  async lock(id: OutgoingMailId): Promise<OutgoingMail | undefined> {
    return this.tables.outgoingMails.find(id);
  }

  async lockMany(ids: readonly OutgoingMailId[]): Promise<readonly OutgoingMail[]> {
    return this.tables.outgoingMails.all(({ id }) => ids.includes(id));
  }

  async updateMany(mails: readonly OutgoingMail[]): Promise<void> {
    for (const mail of mails) await this.update(mail);
  }

  async update(mail: OutgoingMail): Promise<void> {
    this.tables.outgoingMails.update(mail.id, ({ recipient, language, kind, createdAt, invitationId }) => {
      const { invitationId: _given, ...changed } = mail;
      const kept = {
        recipient,
        language,
        kind,
        createdAt,
        ...(invitationId === undefined ? {} : { invitationId }),
      };
      return { ...changed, ...kept };
    });
  }

  async eraseUnsent(endedBefore: Date): Promise<number> {
    const ended = this.tables.outgoingMails.all(
      (mail) => isUnsent(mail) && mail.content !== null && mail.updatedAt < endedBefore,
    );
    for (const mail of ended.filter(isUnsent)) await this.update({ ...mail, content: null });
    return ended.length;
  }

  async forgetEnded(endedBefore: Date, limit: number): Promise<number> {
    const ended = this.tables.outgoingMails
      .all((mail) => hasEnded(mail) && mail.content === null && mail.updatedAt < endedBefore)
      .toSorted(ascending(({ updatedAt }) => updatedAt))
      .slice(0, limit);
    const forgotten = new Set(ended.map(({ id }) => id));
    this.tables.outgoingMails.remove(({ id }) => forgotten.has(id));
    return ended.length;
  }
}

const hasEnded = (mail: OutgoingMail): boolean => mail.status === 'sent' || isUnsent(mail);
const isUnsent = (mail: OutgoingMail): mail is UnsentMail =>
  mail.status === 'refused' || mail.status === 'given_up';
