const LONGEST_SUBJECT = 72;
const FEWEST_WORDS = 3;

/** Words for the kind of a change, used in the place of the area. */
const NO_AREAS = [
  'chore',
  'feat',
  'feature',
  'fix',
  'fixup',
  'misc',
  'refactor',
  'squash',
  'style',
  'update',
  'wip',
];

/** How `subject` departs from `area: what changes for whom`, as far as a program can tell; empty when it does not. */
export function subjectProblems(subject: string): string[] {
  const problems: string[] = [];
  const length = [...subject].length;
  if (length > LONGEST_SUBJECT) problems.push(`has ${length} characters, more than ${LONGEST_SUBJECT}`);
  if (/[.\s]$/.test(subject)) problems.push('ends with a full stop or a blank');

  const [, area, change] = /^([^:]*): ?(.*)$/s.exec(subject) ?? [];
  if (area === undefined || change === undefined) return [...problems, 'does not begin with "area: "'];
  if (!/^\p{Ll}[\p{L}\p{N}-]*(?:(?:, | and | |\/)[\p{L}\p{N}-]+){0,3}$/u.test(area)) {
    problems.push('has an area that is not a word or a few, the first in lower case');
  }
  if (NO_AREAS.includes(area)) problems.push(`has "${area}" where the area belongs`);
  if (!/^[^:]*: \S/.test(subject)) problems.push('needs one blank after the area');
  const words = change.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
  if (words < FEWEST_WORDS) problems.push(`says what changes in fewer than ${FEWEST_WORDS} words`);
  return problems;
}
