import type { IncomingMessage } from 'node:http';
import { readBytes } from '../../http/body/read-bytes.ts';

/** No form of ours is longer, its fields filled in. */
const MOST_BYTES = 16_384;
const MOST_FIELDS = 20;

/** `charset` is none of the media type's parameters, but some senders write the one it always has. */
const FORM_TYPE = /^application\/x-www-form-urlencoded\s*(?:;\s*charset="?utf-8"?\s*)?$/i;

/** The fields of a posted form, or the status (RFC 9110) of an answer to a body that is no form of ours. */
export async function readForm(
  request: IncomingMessage,
  mostBytes = MOST_BYTES,
): Promise<URLSearchParams | 413 | 415> {
  const body = await readBytes(request, mostBytes);
  if (body === undefined) return 413;
  if (!FORM_TYPE.test(request.headers['content-type'] ?? '')) return 415;
  const fields = new URLSearchParams(body.toString('utf8'));
  return fields.size > MOST_FIELDS ? 413 : fields;
}
