import { expect } from 'vitest';

/** Compares as text, so that the order of keys counts: fields have an order on the wire (contract/rest-api.md 3). */
export const expectWireText = (text: string, expected: unknown): void =>
  expect(text).toBe(JSON.stringify(expected));
