import { z } from 'zod';

/** The parts of a schema that are inspected, of any kind. */
type Def = {
  readonly type: string;
  readonly innerType?: z.ZodType;
  readonly in?: z.ZodType;
  readonly element?: z.ZodType;
  readonly options?: readonly z.ZodType[];
  readonly shape?: Readonly<Record<string, z.ZodType>>;
  readonly catchall?: z.ZodType;
};
const defOf = (schema: z.ZodType): Def => schema._zod.def as unknown as Def;

const WRAPPERS = new Set(['optional', 'nullable', 'default', 'prefault', 'nonoptional', 'readonly', 'catch']);

/** Larger than any text or list of a request should be. */
const GIANT = 100_000;

/** Longer than any list of a request. */
const LONGEST_LIST = 5_000;

const UUID = '7b0d2a3e-5a0c-4a64-9f3e-0d7a4f7b1c11';

/** Ways to make a value of a given size: one of them fits most members. */
const FAMILIES: readonly ((size: number) => unknown)[] = [
  (size) => 'a'.repeat(size),
  (size) => `${'a'.repeat(Math.max(1, size - 11))}@example.fr`,
  (size) => `aaa@${'a.'.repeat(Math.max(0, Math.floor((size - 6) / 2)))}fr`,
  (size) => '1'.repeat(size),
  (size) => `https://example.fr/${'a'.repeat(Math.max(0, size - 19))}`,
  (size) => `2026-01-01T00:00:00.${'1'.repeat(Math.max(1, size - 21))}Z`,
  (size) => `${UUID}${'a'.repeat(Math.max(0, size - UUID.length))}`,
  (size) => Array.from({ length: Math.min(size, LONGEST_LIST) }, () => UUID),
];

const accepts = (schema: z.ZodType, value: unknown): boolean => schema.safeParse(value).success;

/** A member of an input, with its path. */
export type Member = Readonly<{
  path: readonly string[];
  schema: z.ZodType;
  kind: 'value' | 'list' | 'open';
}>;

/** All members of an input that need a bound: texts and values, lists, and objects with arbitrary keys. */
export function membersOf(schema: z.ZodType, path: readonly string[] = []): Member[] {
  const def = defOf(schema);
  if (WRAPPERS.has(def.type) && def.innerType) return membersOf(def.innerType, path);
  if (def.type === 'pipe' && def.in && ['object', 'array', 'pipe'].includes(defOf(inner(def.in)).type)) {
    return membersOf(def.in, path);
  }
  switch (def.type) {
    case 'object': {
      const members = Object.entries(def.shape ?? {}).flatMap(([name, member]) =>
        membersOf(member, [...path, name]),
      );
      return def.catchall && defOf(def.catchall).type !== 'never'
        ? [...members, { path, schema, kind: 'open' }]
        : members;
    }
    case 'array':
      return [{ path, schema, kind: 'list' }, ...membersOf(def.element ?? z.never(), [...path, '[]'])];
    case 'union':
      return (def.options ?? []).flatMap((option) => membersOf(option, path));
    case 'record':
    case 'unknown':
    case 'any':
    case 'map':
    case 'set':
      return [{ path, schema, kind: 'open' }];
    case 'enum':
    case 'literal':
    case 'boolean':
    case 'int':
    case 'number':
    case 'null':
    case 'undefined':
    case 'void':
    case 'never':
      return [];
    default:
      return [{ path, schema, kind: 'value' }];
  }
}

const inner = (schema: z.ZodType): z.ZodType => {
  const { type, innerType } = defOf(schema);
  return WRAPPERS.has(type) && innerType ? inner(innerType) : schema;
};

/** The largest number, or the longest list, that the schema itself accepts. */
function maximumOf(schema: z.ZodType): number | undefined {
  const { maximum } = schema._zod.bag as { readonly maximum?: unknown };
  if (typeof maximum === 'number') return maximum;
  for (const { _zod } of schema._zod.def.checks ?? []) {
    const check = _zod.def as { readonly check: string; readonly maximum?: number };
    if (check.check === 'max_length') return check.maximum;
  }
  return undefined;
}

/** Whether the schema itself refuses values that are too large. */
export function isBounded({ schema, kind }: Member): boolean {
  if (kind === 'open') return false;
  if (kind === 'list') return maximumOf(schema) !== undefined;
  return !FAMILIES.some((make) => accepts(schema, make(GIANT)));
}

/**
 * The largest value that a member accepts, and one that is larger by one; undefined for values of only one size, such as
 * ids.
 */
export function largest(schema: z.ZodType): { readonly fits: unknown; readonly above: unknown } | undefined {
  for (const make of FAMILIES) {
    const sizes = [1, 2, 5, 21, 36, 60].filter((size) => accepts(schema, make(size)));
    let low = sizes.at(-1);
    if (low === undefined) continue;
    let high = GIANT;
    if (accepts(schema, make(high))) continue;
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (accepts(schema, make(middle))) low = middle;
      else high = middle;
    }
    return { fits: make(low), above: make(low + 1) };
  }
  return undefined;
}

/** The largest input that a schema accepts; values that it does not define are taken from `given`, by path. */
export function largestInput(
  schema: z.ZodType,
  given: (path: readonly string[]) => unknown,
  path: readonly string[] = [],
): unknown {
  const own = given(path);
  if (own !== undefined) return own;
  const def = defOf(schema);
  if (WRAPPERS.has(def.type) && def.innerType) return largestInput(def.innerType, given, path);
  if (def.type === 'pipe' && def.in && ['object', 'array', 'pipe'].includes(defOf(inner(def.in)).type)) {
    return largestInput(def.in, given, path);
  }
  if (def.type === 'object') {
    return Object.fromEntries(
      Object.entries(def.shape ?? {}).flatMap(([name, member]) => {
        const value = largestInput(member, given, [...path, name]);
        return value === undefined ? [] : [[name, value]];
      }),
    );
  }
  if (def.type === 'array') {
    const item = largestInput(def.element ?? z.never(), given, [...path, '[]']);
    const length = maximumOf(schema) ?? 1;
    return Array.from({ length }, () => item);
  }
  if (def.type === 'union') return largestInput(def.options?.at(-1) ?? z.never(), given, path);
  if (def.type === 'enum') return schema instanceof z.ZodEnum ? schema.options[0] : undefined;
  if (def.type === 'boolean') return true;
  if (def.type === 'int' || def.type === 'number') return maximumOf(schema);
  return accepts(schema, UUID) ? UUID : largest(schema)?.fits;
}
