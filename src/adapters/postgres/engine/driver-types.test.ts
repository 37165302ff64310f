import { expect, it } from 'vitest';
import { parseUuidArray } from './driver-types.ts';

const A = '3f1f0c1e-6d0a-4b52-9c62-0a1f3c7e5b11';
const B = '9b2d7a44-0c35-4e8f-8a06-5f0f6f3f9d22';

it.each([
  ['{}', []],
  [`{${A}}`, [A]],
  [`{${A},${B}}`, [A, B]],
  [`{${A},NULL}`, [A, null]],
  [
    `{{${A},${B}},{${B},${A}}}`,
    [
      [A, B],
      [B, A],
    ],
  ],
])('reads %s', (text, ids) => {
  expect(parseUuidArray(text)).toEqual(ids);
});
