import { expect, it } from 'vitest';
import { atMost } from './at-most.ts';

/** Works that end when they are told to. */
function works(inTurn: ReturnType<typeof atMost>) {
  const begun: string[] = [];
  const ends = new Map<string, (failure?: Error) => void>();
  const start = (name: string) =>
    inTurn(() => {
      begun.push(name);
      return new Promise<string>((resolve, reject) => {
        ends.set(name, (failure) => (failure ? reject(failure) : resolve(name)));
      });
    });
  return { begun, start, end: (name: string, failure?: Error) => ends.get(name)?.(failure) };
}

it('begins no more than it may at once, the others in the order in which they came', async () => {
  const { begun, start, end } = works(atMost(2));
  const all = ['a', 'b', 'c', 'd'].map(start);
  expect(begun).toEqual(['a', 'b']);
  end('b');
  expect(await all[1]).toBe('b');
  expect(begun).toEqual(['a', 'b', 'c']);
  end('a', new Error('failed'));
  await expect(all[0]).rejects.toThrow('failed');
  expect(begun).toEqual(['a', 'b', 'c', 'd']);
  end('c');
  end('d');
  expect(await Promise.all(all.slice(2))).toEqual(['c', 'd']);
  const last = start('e');
  expect(begun).toContain('e');
  end('e');
  expect(await last).toBe('e');
});
