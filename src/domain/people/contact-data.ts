import { DomainError } from '../shared/errors.ts';
import { unstorablePart } from '../shared/storable-text.ts';
import { pythonText } from './python-text.ts';

export type ContactData = Readonly<Record<string, unknown>>;

type Item = Readonly<{
  /** The values that `type` may have; absent where items have no type. */
  types?: readonly string[];
  /** Further keys, all with text values. */
  texts: readonly string[];
  required: readonly string[];
}>;

const TYPED = { texts: ['value'], required: ['type', 'value'] } as const;

/** Lists of entries, by key (contract/rest-api.md 2.7). Entries may carry other keys too. */
const LISTS: ReadonlyMap<string, Item> = new Map<string, Item>([
  ['emails', { ...TYPED, types: ['Work', 'Home', 'Other'] }],
  [
    'phones',
    { ...TYPED, types: ['Mobile', 'Home', 'Work', 'Main', 'Work Fax', 'Home Fax', 'Pager', 'Other'] },
  ],
  [
    'addresses',
    {
      types: ['Home', 'Work', 'Other'],
      texts: ['street', 'city', 'state', 'zip', 'country'],
      required: [],
    },
  ],
  [
    'links',
    {
      ...TYPED,
      types: ['Profile', 'Blog', 'Website', 'Twitter', 'Facebook', 'Instagram', 'LinkedIn', 'Other'],
    },
  ],
  ['organizations', { texts: ['name', 'department', 'jobTitle'], required: ['name'] }],
]);

const CUSTOM_FIELDS = 'customFields';
/** Deepest nesting accepted: contacts need less, and PostgreSQL fails somewhere beyond a thousand. */
const DEEPEST = 20;

type Path = readonly (string | number)[];
type Problem = Readonly<{ path: Path; reason: string }>;
type Entries = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Entries =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const notOfType = (path: Path, value: unknown, type: string): Problem => ({
  path,
  reason: `${pythonText(value)} is not of type '${type}'`,
});

const textProblems = (path: Path, value: unknown): Problem[] =>
  typeof value === 'string' ? [] : [notOfType(path, value, 'string')];

function itemProblems(path: Path, value: unknown, { types, texts, required }: Item): Problem[] {
  if (!isObject(value)) return [notOfType(path, value, 'object')];
  const missing = required
    .filter((key) => !Object.hasOwn(value, key))
    .map((key) => ({ path, reason: `'${key}' is a required property` }));
  const wrongTexts = texts
    .filter((key) => Object.hasOwn(value, key))
    .flatMap((key) => textProblems([...path, key], value[key]));
  const { type } = value;
  const wrongType =
    types && Object.hasOwn(value, 'type') && !types.some((allowed) => allowed === type)
      ? [{ path: [...path, 'type'], reason: `${pythonText(type)} is not one of ${pythonText(types)}` }]
      : [];
  return [...missing, ...wrongType, ...wrongTexts];
}

function memberProblems(key: string, value: unknown): Problem[] {
  const item = LISTS.get(key);
  if (item) {
    if (!Array.isArray(value)) return [notOfType([key], value, 'array')];
    return value.flatMap((entry, index) => itemProblems([key, index], entry, item));
  }
  if (!isObject(value)) return [notOfType([key], value, 'object')];
  return Object.entries(value).flatMap(([name, text]) => textProblems([key, name], text));
}

const STORAGE_REASONS = {
  text: 'the text has characters that cannot be stored',
  key: 'a key has characters that cannot be stored',
  depth: 'the value is nested too deeply',
} as const;

/** The first value that cannot be stored, at any depth. */
function storageProblem(value: unknown): Problem | undefined {
  const part = unstorablePart(value, DEEPEST);
  return part && { path: part.path, reason: STORAGE_REASONS[part.what] };
}

function firstProblem(value: unknown): Problem | undefined {
  if (!isObject(value)) return notOfType([], value, 'object');
  const unexpected = Object.keys(value).filter((key) => !LISTS.has(key) && key !== CUSTOM_FIELDS);
  if (unexpected.length > 0) {
    const names = unexpected.map(pythonText).join(', ');
    const verb = unexpected.length === 1 ? 'was' : 'were';
    return { path: [], reason: `Additional properties are not allowed (${names} ${verb} unexpected)` };
  }
  const problems = Object.entries(value).flatMap(([key, member]) => memberProblems(key, member));
  // The least deep problem says most; of equally deep ones the first is reported.
  const [shallowest] = problems.sort((a, b) => a.path.length - b.path.length);
  return shallowest ?? storageProblem(value);
}

/**
 * Contact information in the shape of contract/rest-api.md 2.7. Addresses and links may be any text.
 *
 * @throws DomainError `contact.data_required` for undefined; `contact.data_invalid` with the dotted `path`  and the
 *   `reason`, in English
 */
export function parseContactData(value: unknown): ContactData {
  if (value === undefined) throw new DomainError('contact.data_required', 'A contact has data');
  const problem = firstProblem(value);
  if (problem) {
    const params = { path: problem.path.join('.'), reason: problem.reason };
    throw new DomainError('contact.data_invalid', 'The contact information has a wrong shape', { params });
  }
  return value as ContactData;
}
