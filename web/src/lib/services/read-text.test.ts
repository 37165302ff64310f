import { expect, it } from 'vitest';
import { readText } from './read-text.ts';

/** An answer that has no end, and whether its reader has let go of it. */
function endless() {
  const seen = { isLetGo: false };
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(new Uint8Array(1_000)),
    cancel: () => {
      seen.isLetGo = true;
    },
  });
  return { answer: new Response(body), seen };
}

it('reads a text in pieces, a letter across two of them', async () => {
  const [first, second] = [new Uint8Array([0x7b, 0xc3]), new Uint8Array([0xa9, 0x7d])];
  const pieces = new ReadableStream<Uint8Array>({
    start: (controller) => {
      controller.enqueue(first);
      controller.enqueue(second);
      controller.close();
    },
  });
  expect(await readText(new Response(pieces), 4)).toBe('{é}');
  expect(await readText(new Response(null), 4)).toBe('');
});

it('lets go of an answer that is larger than its bound', async () => {
  const { answer, seen } = endless();
  await expect(readText(answer, 10_000)).rejects.toThrow('10000 bytes');
  expect(seen.isLetGo).toBe(true);
});
