import type { EnrolmentProof } from '../../../domain/identity/enrolment-proof.ts';
import type { MailboxId } from '../../../domain/shared/ids.ts';
import type { Clock } from '../../shared/system.ts';
import type { OpenidPayload, OpenidRecords } from '../provider/openid-records.ts';

/**
 * Who enrols, and where: `boundTo` names the session of a browser, or the authorization request that it waits in. What is
 * proven there is worth nothing anywhere else.
 */
export type Enrolling = Readonly<{ mailboxId: MailboxId; boundTo: string }>;

/** A code that was mailed. `id`: what tries are counted by; `digest`: of the code. */
export type MailedCode = Readonly<{ id: string; address: string; digest: string }>;

const CODE = 'EnrolmentCode';
const PROOF = 'EnrolmentProof';

const keyOf = ({ mailboxId, boundTo }: Enrolling): string => `${mailboxId} ${boundTo}`;

const textIn = (payload: OpenidPayload, member: string): string => {
  const value = payload[member];
  return typeof value === 'string' ? value : '';
};

/** The short-lived state of enrolments: it ends with the sessions of the mailbox, as when the password changes. */
export class EnrolmentRecords {
  constructor(
    private readonly records: OpenidRecords,
    private readonly clock: Clock,
  ) {}

  /** Takes the place of the code that was mailed before. */
  async saveCode(enrolling: Enrolling, code: MailedCode, lifetimeMs: number): Promise<void> {
    await this.records.destroy(CODE, keyOf(enrolling));
    await this.#save(CODE, enrolling, code, lifetimeMs);
  }

  async findCode(enrolling: Enrolling): Promise<MailedCode | undefined> {
    const payload = await this.#find(CODE, enrolling);
    return (
      payload && {
        id: textIn(payload, 'id'),
        address: textIn(payload, 'address'),
        digest: textIn(payload, 'digest'),
      }
    );
  }

  /** Ends the code; false when it was used already. Of several callers at once, one gets true. */
  useCode(enrolling: Enrolling): Promise<boolean> {
    return this.records.consume(CODE, keyOf(enrolling), this.clock.now());
  }

  async saveProof(enrolling: Enrolling, way: EnrolmentProof, lifetimeMs: number): Promise<void> {
    await this.records.destroy(PROOF, keyOf(enrolling));
    await this.#save(PROOF, enrolling, { way }, lifetimeMs);
  }

  async hasProof(enrolling: Enrolling): Promise<boolean> {
    return (await this.#find(PROOF, enrolling)) !== undefined;
  }

  /** Whoever added a factor proves the next one by it. */
  async endProof(enrolling: Enrolling): Promise<void> {
    await this.records.destroy(PROOF, keyOf(enrolling));
  }

  async #save(
    model: string,
    enrolling: Enrolling,
    payload: OpenidPayload,
    lifetimeMs: number,
  ): Promise<void> {
    const expiresAt = new Date(this.clock.now().getTime() + lifetimeMs);
    await this.records.save({
      model,
      id: keyOf(enrolling),
      uid: null,
      grantId: null,
      mailboxId: enrolling.mailboxId,
      clientId: null,
      expiresAt,
      payload: { ...payload, expiresAt: expiresAt.toISOString() },
      session: null,
    });
  }

  /** What is neither over nor used. */
  async #find(model: string, enrolling: Enrolling): Promise<OpenidPayload | undefined> {
    const found = await this.records.find(model, keyOf(enrolling));
    if (!found || found.consumedAt !== null) return undefined;
    return this.clock.now() < new Date(textIn(found.payload, 'expiresAt')) ? found.payload : undefined;
  }
}
