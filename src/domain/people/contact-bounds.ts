import { DomainError } from '../shared/errors.ts';
import { jsonBytes } from '../shared/json-bytes.ts';
import { isLongerThan } from '../shared/text-length.ts';
import type { Contact } from './contact.ts';

/** Longest notes, in characters. */
export const CONTACT_NOTES_MAX_LENGTH = 10_000;

/** Largest contact information, in bytes of its JSON. */
export const CONTACT_DATA_MAX_BYTES = 64_000;

/**
 * Largest request with a contact, in bytes: notes and information at their bounds, every character beyond ASCII written
 * as an escape, which triples its size at most.
 */
export const CONTACT_BODY_MAX_BYTES = 400_000;

type Bounded = Pick<Contact, 'notes' | 'data'>;

/**
 * Refuses a contact that exceeds the bounds. Values stored before the bounds existed may stay: a contact with long notes
 * can still be changed elsewhere.
 *
 * @param before the contact as it is; undefined for a new one
 * @throws DomainError `contact.notes_too_long` (params: `max`, in characters), `contact.data_too_large` (params: `max`,
 *   in bytes)
 */
export function ensureContactFits({ notes, data }: Bounded, before?: Bounded): void {
  if (notes !== before?.notes && isLongerThan(notes, CONTACT_NOTES_MAX_LENGTH)) {
    const params = { max: String(CONTACT_NOTES_MAX_LENGTH) };
    throw new DomainError('contact.notes_too_long', 'The notes are too long', { params });
  }
  if (jsonBytes(data) > CONTACT_DATA_MAX_BYTES && JSON.stringify(data) !== JSON.stringify(before?.data)) {
    const params = { max: String(CONTACT_DATA_MAX_BYTES) };
    throw new DomainError('contact.data_too_large', 'The contact information is too large', { params });
  }
}
