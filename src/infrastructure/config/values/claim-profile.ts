import { CLAIM_PROFILES, type ClaimProfile } from '../../../domain/identity/openid-claims.ts';

/** The classes of the reference that stand for a profile. */
const CLASSES: Readonly<Record<string, ClaimProfile>> = {
  'mailbox_oauth2.validators.BaseValidator': 'base',
  'mailbox_oauth2.validators.ProConnectValidator': 'proconnect',
};

/** @throws Error unless it is a profile, or a class of the reference */
export function claimProfile(written: string): ClaimProfile {
  const profile = CLASSES[written] ?? CLAIM_PROFILES.find((known) => known === written);
  if (profile === undefined) throw new Error(`must be one of ${CLAIM_PROFILES.join(', ')}`);
  return profile;
}
