import type {
  OpenidPayload,
  StoredOpenidRecord,
} from '../../../application/identity/provider/openid-records.ts';
import { isUnreadable } from '../../../domain/shared/unreadable.ts';
import type { SecretBox } from '../engine/secret-box.ts';

/** A record as it is stored: its payload is sealed under its id. */
export type SealedOpenidRecord = Readonly<{ id: string; sealedPayload: Buffer; consumedAt: Date | null }>;

/** Undefined as well where no key opens it, as if it had ended: the person signs in again. */
export function openOpenidRecord(
  { id, sealedPayload, consumedAt }: SealedOpenidRecord,
  secretBox: SecretBox,
): StoredOpenidRecord | undefined {
  const opened = secretBox.read(sealedPayload, id);
  if (isUnreadable(opened)) return undefined;
  const payload: OpenidPayload = JSON.parse(opened);
  return { payload, consumedAt };
}
