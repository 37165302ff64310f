import busboy from 'busboy';
import type { Request } from 'express';
import { DEEPEST_JSON, isNestedTooDeeply } from '../../http/body/json-depth.ts';
import { readBytes } from '../../http/body/read-bytes.ts';
import { USUAL_BODY_BYTES } from '../../http/body/usual-body-bytes.ts';
import { HttpError } from '../../http/http-error.ts';
import { nestedFields } from './nested-fields.ts';

/**
 * The parsed body of a request: JSON, or multipart fields as text, nested by their names. An empty body counts as `{}`.
 *
 * @param limit largest body, in bytes
 * @throws HttpError 415, 413, or 400 with `JSON parse error - …` or `Multipart form parse error - …`
 */
export async function readBody(request: Request, limit: number = USUAL_BODY_BYTES): Promise<unknown> {
  const bytes = await readLimited(request, limit);
  if (bytes.length === 0) return {};
  const contentType = request.headers['content-type'] ?? '';
  const mediaType = mediaTypeOf(contentType);
  if (mediaType === 'application/json') return parseJson(bytes);
  if (mediaType === 'multipart/form-data') return parseMultipart(bytes, contentType);
  throw unsupported(contentType);
}

/**
 * The parsed body of a request that must be JSON, with one of these media types. An empty body counts as `{}`.
 *
 * @param limit largest body, in bytes
 * @throws HttpError 415, 413, or 400 with `JSON parse error - …`
 */
export async function readJsonBody(
  request: Request,
  mediaTypes: readonly string[],
  limit: number = USUAL_BODY_BYTES,
): Promise<unknown> {
  const bytes = await readLimited(request, limit);
  if (bytes.length === 0) return {};
  const contentType = request.headers['content-type'] ?? '';
  if (mediaTypes.includes(mediaTypeOf(contentType))) return parseJson(bytes);
  throw unsupported(contentType);
}

const mediaTypeOf = (contentType: string): string => contentType.split(';')[0]?.trim().toLowerCase() ?? '';

const unsupported = (type: string): HttpError =>
  new HttpError(415, (translate) => ({ detail: translate('unsupported_media_type', { type }) }));

async function readLimited(request: Request, limit: number): Promise<Buffer> {
  const bytes = await readBytes(request, limit);
  if (!bytes) throw new HttpError(413, (translate) => ({ detail: translate('body_too_large') }));
  return bytes;
}

function parseJson(bytes: Buffer): unknown {
  if (isNestedTooDeeply(bytes)) {
    throw new HttpError(400, (translate) => ({
      detail: translate('json_parse_error', { reason: translate('json_too_deep', { max: DEEPEST_JSON }) }),
    }));
  }
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch (error) {
    const reason = error instanceof SyntaxError ? error.message : 'the body is not UTF-8';
    throw new HttpError(400, (translate) => ({ detail: translate('json_parse_error', { reason }) }));
  }
}

/** No resource has files: they are read and dropped. */
async function parseMultipart(bytes: Buffer, contentType: string): Promise<Record<string, unknown>> {
  try {
    const fields = await new Promise<[string, string][]>((resolve, reject) => {
      const found: [string, string][] = [];
      const parser = busboy({ headers: { 'content-type': contentType } });
      parser.on('field', (name, value) => void found.push([name, value]));
      parser.on('file', (_name, stream) => stream.resume());
      parser.on('close', () => resolve(found));
      parser.on('error', reject);
      parser.end(bytes);
    });
    return nestedFields(fields);
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unreadable';
    throw new HttpError(400, (translate) => ({ detail: translate('multipart_parse_error', { reason }) }));
  }
}
