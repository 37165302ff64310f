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
  STEP_LENGTH,
  type TeamPath,
} from './team-path.ts';

/** The reference model of a tree: the parent of each team (-1 for a root), and its path. */
class Model {
  readonly parents = new Map<number, number>();
  readonly paths = new Map<number, TeamPath>();
  #next = 0;

  get ids(): readonly number[] {
    return [...this.parents.keys()];
  }

  pathOf = (id: number): TeamPath => this.paths.get(id) ?? '';

  ancestors(id: number): readonly number[] {
    const parent = this.parents.get(id) ?? -1;
    return parent < 0 ? [] : [...this.ancestors(parent), parent];
  }

  subtree = (id: number): readonly number[] =>
    this.ids.filter((other) => other === id || this.ancestors(other).includes(id));

  freePathBelow(parent: number): TeamPath {
    const children = this.ids.filter((id) => this.parents.get(id) === parent).map(this.pathOf);
    return nextChildPath(this.pathOf(parent), children.toSorted().at(-1));
  }

  create(parent: number): void {
    this.paths.set(this.#next, this.freePathBelow(parent));
    this.parents.set(this.#next, parent);
    this.#next += 1;
  }

  delete(id: number): void {
    for (const gone of this.subtree(id)) {
      this.parents.delete(gone);
      this.paths.delete(gone);
    }
  }

  move(id: number, parent: number): void {
    const top = this.pathOf(id);
    const newTop = this.freePathBelow(parent);
    for (const moved of this.subtree(id)) this.paths.set(moved, movedPath(this.pathOf(moved), top, newTop));
    this.parents.set(id, parent);
  }
}

const step = fc.record({
  kind: fc.constantFrom('create', 'create', 'create', 'move', 'delete'),
  which: fc.nat(1000),
  where: fc.nat(1000),
});

function build(steps: readonly { kind: string; which: number; where: number }[]): Model {
  const model = new Model();
  for (const { kind, which, where } of steps) {
    const id = model.ids[which % Math.max(1, model.ids.length)];
    const places = [-1, ...model.ids];
    const parent = places[where % places.length] ?? -1;
    if (kind === 'create') model.create(parent);
    else if (id === undefined) continue;
    else if (kind === 'delete') model.delete(id);
    else if (!model.subtree(id).includes(parent)) model.move(id, parent);
  }
  return model;
}

const trees = fc.array(step, { maxLength: 40 }).map(build);

describe('paths of a tree of teams, whatever was created, moved and deleted', () => {
  it('tell where each team stands', () => {
    fc.assert(
      fc.property(trees, (tree) => {
        for (const id of tree.ids) {
          const path = tree.pathOf(id);
          expect(depthOf(path)).toBe(tree.ancestors(id).length + 1);
          expect(parentOf(path)).toBe(tree.pathOf(tree.parents.get(id) ?? -1));
          expect(ancestorsOf(path)).toEqual(tree.ancestors(id).map(tree.pathOf));
        }
      }),
    );
  });

  it('are each one team’s', () => {
    fc.assert(
      fc.property(trees, (tree) => {
        expect(new Set(tree.paths.values()).size).toBe(tree.ids.length);
      }),
    );
  });

  it('tell the subtree of a team, and nothing else', () => {
    fc.assert(
      fc.property(trees, (tree) => {
        for (const top of tree.ids) {
          const below = tree.ids.filter((id) => isInSubtree(tree.pathOf(id), tree.pathOf(top)));
          expect(below).toEqual(tree.subtree(top));
          const strictly = tree.ids.filter((id) => isAncestor(tree.pathOf(top), tree.pathOf(id)));
          expect(strictly).toEqual(tree.subtree(top).filter((id) => id !== top));
        }
      }),
    );
  });
});

const digit = fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz');
const oneStep = fc.string({ unit: digit, minLength: STEP_LENGTH, maxLength: STEP_LENGTH });
const somePath = fc.array(oneStep, { maxLength: 6 }).map((steps) => steps.join(''));

describe('the next child', () => {
  it('stands right below its parent, after the last child, byte by byte', () => {
    fc.assert(
      fc.property(somePath, oneStep, (parent, last) => {
        fc.pre(last !== 'z'.repeat(STEP_LENGTH));
        const next = nextChildPath(parent, parent + last);
        expect(parentOf(next)).toBe(parent);
        expect(Buffer.compare(Buffer.from(next), Buffer.from(parent + last))).toBe(1);
      }),
    );
  });

  it('leaves no room for another between the two', () => {
    fc.assert(
      fc.property(somePath, oneStep, oneStep, (parent, last, other) => {
        fc.pre(last !== 'z'.repeat(STEP_LENGTH));
        const next = nextChildPath(parent, parent + last);
        expect(parent + other > parent + last && parent + other < next).toBe(false);
      }),
    );
  });
});
