import { describe, expect, it } from 'vitest';
import { DEEPEST_JSON, isNestedTooDeeply, isTextNestedTooDeeply } from './json-depth.ts';

const lists = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
const objects = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;

describe('how deep JSON nests', () => {
  it.each<[string, string, boolean]>([
    ['nothing', '', false],
    ['a text', '"[[["', false],
    ['lists at the bound', lists(DEEPEST_JSON), false],
    ['lists above it', lists(DEEPEST_JSON + 1), true],
    ['objects at the bound', objects(DEEPEST_JSON), false],
    ['objects above it', objects(DEEPEST_JSON + 1), true],
    ['both at the bound', `[${objects(DEEPEST_JSON - 1)}]`, false],
    ['both above it', `[${objects(DEEPEST_JSON)}]`, true],
    ['many side by side', `[${'[],'.repeat(1000)}[]]`, false],
    ['brackets that never close', '['.repeat(1_000_000), true],
    ['brackets in a text', `["${'['.repeat(1000)}"]`, false],
    ['brackets in a text after a quote', String.raw`["\"${'['.repeat(1000)}"]`, false],
    ['brackets after a text that ends in a backslash', String.raw`["\\",${lists(DEEPEST_JSON)}]`, true],
    ['brackets in a text after a backslash and a quote', String.raw`["\\\"${'['.repeat(1000)}"]`, false],
    ['brackets after a text that does not end', `"${'['.repeat(1000)}`, false],
    ['brackets in a key', `{"${'{'.repeat(1000)}":1}`, false],
    ['characters of several bytes', `["éœ🦆${'['.repeat(100)}",${lists(DEEPEST_JSON - 1)}]`, false],
    ['brackets after closing ones', `${']'.repeat(1000)}${'['.repeat(DEEPEST_JSON + 1)}`, false],
  ])('%s: %#', (_what, json, expected) => {
    expect(isNestedTooDeeply(Buffer.from(json))).toBe(expected);
    expect(isTextNestedTooDeeply(json)).toBe(expected);
  });

  it('never lets deep JSON through that a parser would read', () => {
    const depthOf = (value: unknown): number =>
      typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0;
    for (let seed = 1; seed < 400; seed += 1) {
      let state = seed;
      const next = (below: number) => {
        state = (state * 48_271) % 2_147_483_647;
        return state % below;
      };
      const grown = (left: number): unknown => {
        if (left === 0) return ['"[\\', '\\', '{', 'é"', 7, null][next(6)];
        return next(2) === 0 ? [grown(left - 1)] : { [['[', '\\"', 'k'][next(3)] ?? '']: grown(left - 1) };
      };
      const value = grown(40 + next(20));
      expect(isNestedTooDeeply(Buffer.from(JSON.stringify(value)))).toBe(depthOf(value) > DEEPEST_JSON);
    }
  });
});
