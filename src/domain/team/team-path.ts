/** Characters of one level in a path (contract/rest-api.md 2.5). */
export const STEP_LENGTH = 5;
/** Base 62, in the order of code points: paths sort as their numbers do. */
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const LARGEST_STEP = ALPHABET.length ** STEP_LENGTH - 1;

/** The position of a team in the tree: one step for each level, the root's first. */
export type TeamPath = string;

const encodeStep = (number: number): string => {
  let rest = number;
  let step = '';
  for (let place = 0; place < STEP_LENGTH; place += 1) {
    step = ALPHABET.charAt(rest % ALPHABET.length) + step;
    rest = Math.floor(rest / ALPHABET.length);
  }
  return step;
};

const decodeStep = (step: string): number =>
  [...step].reduce((number, digit) => number * ALPHABET.length + ALPHABET.indexOf(digit), 0);

/** 1 for a root. */
export const depthOf = (path: TeamPath): number => path.length / STEP_LENGTH;

/** The path of the parent; the empty path for a root. */
export const parentOf = (path: TeamPath): TeamPath => path.slice(0, -STEP_LENGTH);

/** The paths of all ancestors, from the root down, without the path itself. */
export const ancestorsOf = (path: TeamPath): readonly TeamPath[] =>
  Array.from({ length: depthOf(path) - 1 }, (_, index) => path.slice(0, (index + 1) * STEP_LENGTH));

export const isAncestor = (path: TeamPath, of: TeamPath): boolean =>
  of.length > path.length && of.startsWith(path);

/** Whether `path` is `top` or below it. */
export const isInSubtree = (path: TeamPath, top: TeamPath): boolean => path.startsWith(top);

/**
 * The path of the next child of `parent` (empty: of the next root), after `lastChild`, the greatest one. Gaps that
 * deletions left are not filled, except at the end (contract/rest-api.md 2.5).
 *
 * @throws RangeError when a level is full, after 62^5 - 1 children
 */
export function nextChildPath(parent: TeamPath, lastChild: TeamPath | undefined): TeamPath {
  const number = lastChild === undefined ? 1 : decodeStep(lastChild.slice(-STEP_LENGTH)) + 1;
  if (number > LARGEST_STEP) throw new RangeError('A level of the team tree is full');
  return parent + encodeStep(number);
}

/** The path of a descendant of `top` after `top` moved to `newTop`. */
export const movedPath = (path: TeamPath, top: TeamPath, newTop: TeamPath): TeamPath =>
  newTop + path.slice(top.length);
