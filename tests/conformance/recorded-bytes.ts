import type { Interaction } from './recordings.ts';

/**
 * A byte that is no part of UTF-8 is recorded as a lone surrogate, U+DC80 to U+DCFF: literally, or spelled `\udc80` as
 * JSON escapes it. The second half of a pair is none.
 */
const STRAY_BYTE = /((?<![\ud800-\udbff])[\udc80-\udcff]|(?<!\\ud[89ab][0-9a-f]{2})\\udc[89a-f][0-9a-f])/i;
const STRAY_BASE = 0xdc00;

const codeOf = (stray: string): number =>
  stray.startsWith('\\') ? Number.parseInt(stray.slice(2), 16) : stray.charCodeAt(0);

/** The bytes that were sent as a recorded text, those included that are not UTF-8. */
export function bytesOf(text: string): Buffer {
  const parts = text.split(STRAY_BYTE);
  return Buffer.concat(
    parts.map((part, index) =>
      index % 2 === 0 ? Buffer.from(part, 'utf8') : Buffer.of(codeOf(part) - STRAY_BASE),
    ),
  );
}

const FIRST_PRINTED = 0x21;
const LAST_PRINTED = 0x7e;

/** The characters of a text that a request line can contain: other bytes are percent-encoded, and encoded ones stay. */
const printed = (text: string): string =>
  [...bytesOf(text)]
    .map((byte) =>
      byte >= FIRST_PRINTED && byte <= LAST_PRINTED
        ? String.fromCharCode(byte)
        : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`,
    )
    .join('');

/** Path and query as they went over the wire. */
export const addressOf = ({ path, query }: Interaction['request']): string =>
  printed(query === '' ? path : `${path}?${query}`);
