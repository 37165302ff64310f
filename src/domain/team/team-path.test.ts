import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ancestorsOf,
  depthOf,
  isAncestor,
  isInSubtree,
  movedPath,
  nextChildPath,
  parentOf,
} from './team-path.ts';

const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const step = fc.string({ unit: fc.constantFrom(...digits), minLength: 5, maxLength: 5 });
const path = fc.array(step, { minLength: 1, maxLength: 12 }).map((steps) => steps.join(''));
const hasRoom = (last: string) => !last.endsWith('zzzzz');

describe('team path', () => {
  it.each([
    ['', undefined, '00001'],
    ['', '00001', '00002'],
    ['', '00009', '0000A'],
    ['', '0000Z', '0000a'],
    ['', '0000z', '00010'],
    ['', '00zzz', '01000'],
    ['', 'zzzzy', 'zzzzz'],
    ['00003', undefined, '0000300001'],
    ['00003', '0000300001', '0000300002'],
  ])('after the last child of "%s", %s, comes %s', (parent, last, expected) => {
    expect(nextChildPath(parent, last)).toBe(expected);
  });

  it('says when a level is full', () => {
    expect(() => nextChildPath('', 'zzzzz')).toThrow(RangeError);
  });

  it('puts a new child right under its parent, after all its siblings', () => {
    fc.assert(
      fc.property(path, step.filter(hasRoom), (parent, last) => {
        const child = nextChildPath(parent, parent + last);
        expect(parentOf(child)).toBe(parent);
        expect(depthOf(child)).toBe(depthOf(parent) + 1);
        expect(child > parent + last).toBe(true);
        expect(isAncestor(parent, child)).toBe(true);
      }),
    );
  });

  it('never gives two siblings one path, whichever last ones are deleted between', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 200 }), (deletions) => {
        const siblings: string[] = [];
        for (const deletesLast of deletions) {
          if (deletesLast) siblings.pop();
          else siblings.push(nextChildPath('', siblings.at(-1)));
        }
        expect(new Set(siblings).size).toBe(siblings.length);
        expect([...siblings].sort()).toEqual(siblings);
      }),
    );
  });

  it('has as ancestors exactly the shorter beginnings', () => {
    fc.assert(
      fc.property(path, path, (one, other) => {
        const ancestors = ancestorsOf(one);
        expect(ancestors).toHaveLength(depthOf(one) - 1);
        for (const ancestor of ancestors) expect(isAncestor(ancestor, one)).toBe(true);
        expect(ancestors.includes(other)).toBe(isAncestor(other, one));
        expect(isAncestor(one, one)).toBe(false);
        expect(isInSubtree(one, one)).toBe(true);
      }),
    );
  });

  it('keeps what stands below a moved team below it, in the same order', () => {
    fc.assert(
      fc.property(path, path, fc.array(path, { maxLength: 5 }), (top, newTop, below) => {
        const moved = below.map((rest) => movedPath(top + rest, top, newTop));
        expect(moved).toEqual(below.map((rest) => newTop + rest));
        expect(movedPath(top, top, newTop)).toBe(newTop);
      }),
    );
  });
});
