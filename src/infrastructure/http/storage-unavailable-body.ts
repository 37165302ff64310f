import type { StorageUnavailable } from '../../application/shared/storage-unavailable.ts';
import type { Translate } from './messages/translate.ts';

/** The body for an outage of the storage: a sentence, and the stable code (D92). */
export const storageUnavailableBody = (
  { code }: StorageUnavailable,
  translate: Translate,
): { readonly detail: string; readonly code: string } => ({ detail: translate(code), code });
