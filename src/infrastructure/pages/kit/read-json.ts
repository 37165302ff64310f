import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import { readBytes } from '../../http/body/read-bytes.ts';

/** No script of ours sends more: the certificates of a security key's maker are the longest part. */
const MOST_BYTES = 65_536;

const JSON_TYPE = /^application\/json\s*(?:;\s*charset="?utf-8"?\s*)?$/i;
const members = z.record(z.string(), z.unknown());

/**
 * The members of an object that a script of ours sent, or the status (RFC 9110) of an answer to a body that is none. Other
 * sites cannot send one without asking us before (Fetch, CORS protocol).
 */
export async function readJson(
  request: IncomingMessage,
): Promise<Readonly<Record<string, unknown>> | 400 | 413 | 415> {
  const body = await readBytes(request, MOST_BYTES);
  if (body === undefined) return 413;
  if (!JSON_TYPE.test(request.headers['content-type'] ?? '')) return 415;
  try {
    return members.parse(JSON.parse(body.toString('utf8')));
  } catch {
    return 400;
  }
}
