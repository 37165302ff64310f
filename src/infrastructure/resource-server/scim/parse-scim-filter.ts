import { type Filter as ParsedFilter, parse } from 'scim2-parse-filter';
import {
  matchesScimFilter,
  SCIM_OPERATORS,
  type ScimFilter,
  type ScimKind,
  type ScimOperator,
  type ScimValue,
} from '../../../domain/access/scim-filter.ts';
import { normalizeDomain } from '../../../domain/shared/domain-name.ts';
import { normalizeEmail } from '../../../domain/shared/email-address.ts';
import { isStorable } from '../../../domain/shared/storable-text.ts';
import { isLongerThan } from '../../../domain/shared/text-length.ts';
import { ScimRefusal } from './scim-refusal.ts';
import { SCIM_RESOURCES, type ScimResourceName, schemasOf } from './scim-schemas.ts';

/** The attributes of a resource type that filters may use. */
export type FilterFields<Field extends string> = Readonly<{
  kinds: Readonly<Record<Field, ScimKind>>;
  /** The resource type: its URN may precede an attribute, and its schemas are the same for all resources. */
  resource: ScimResourceName;
  /**
   * Multi-valued attributes, in lower case: two comparisons between brackets would be about the same value, which is not
   * supported.
   */
  sets: readonly string[];
  /** Whether a filter is refused that names what there is not; else that holds for no resource. */
  refusesUnknown?: boolean;
}>;

/** Larger filters are refused: each comparison costs the database something. */
const MOST_CHARACTERS = 2000;
const MOST_COMPARISONS = 40;
const DEEPEST = 20;

const STRING = /"(?:[^"\\]|\\.)*"/gs;
const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/i;
const NEVER = { op: 'never' } as const;
const ALWAYS = { op: 'not', filter: NEVER } as const;

const refused = (key: 'scim_filter_invalid' | 'scim_filter_too_complex') =>
  new ScimRefusal('invalidFilter', key);

/**
 * Reads a filter (RFC 7644, section 3.4.2.2). A comparison of an attribute that we do not have matches no resource, unless
 * it is refused.
 *
 * @throws ScimRefusal `invalidFilter` when it is malformed, has an operator that its attribute does not allow, or is too
 *   large
 */
export function parseScimFilter<Field extends string>(
  text: string,
  fields: FilterFields<Field>,
): ScimFilter<Field> {
  if (isLongerThan(text, MOST_CHARACTERS)) throw refused('scim_filter_too_complex');
  const strings: string[] = [];
  // The library does not read escapes as JSON does: it gets the index of each string in place of the string.
  const skeleton = text.replace(STRING, (literal) => `"${strings.push(readString(literal)) - 1}"`);
  ensureShallow(skeleton);
  return new Translation(fields, strings).filter(parsed(skeleton), undefined, 0);
}

function readString(literal: string): string {
  try {
    return JSON.parse(literal) as string;
  } catch {
    throw refused('scim_filter_invalid');
  }
}

function ensureShallow(skeleton: string): void {
  let depth = 0;
  for (const character of skeleton) {
    if (character === '(' || character === '[') depth += 1;
    if (character === ')' || character === ']') depth -= 1;
    if (depth > DEEPEST) throw refused('scim_filter_too_complex');
  }
}

function parsed(skeleton: string): ParsedFilter {
  try {
    return parse(skeleton);
  } catch {
    throw refused('scim_filter_invalid');
  }
}

/** What is the same for all resources of a type, by its name in lower case: a comparison with it is decided at once. */
const constantsOf = (resource: ScimResourceName): ReadonlyMap<string, readonly string[]> =>
  new Map([
    ['schemas', schemasOf(resource)],
    ['schemas.value', schemasOf(resource)],
    ['meta.resourcetype', [resource]],
  ]);

class Translation<Field extends string> {
  #comparisons = 0;
  readonly #names: ReadonlyMap<string, Field>;
  readonly #constants: ReadonlyMap<string, readonly string[]>;

  constructor(
    private readonly fields: FilterFields<Field>,
    private readonly strings: readonly string[],
  ) {
    this.#constants = constantsOf(fields.resource);
    const names = Object.keys(fields.kinds) as Field[];
    this.#names = new Map([
      ...names.filter((name) => name.endsWith('.value')).map((name) => [short(name), name] as const),
      ...names.map((name) => [name.toLowerCase(), name] as const),
    ]);
  }

  /** `prefix` is the attribute whose values are filtered, inside brackets. */
  filter(part: ParsedFilter, prefix: string | undefined, depth: number): ScimFilter<Field> {
    if (depth > DEEPEST) throw refused('scim_filter_too_complex');
    const inner = (filter: ParsedFilter) => this.filter(filter, prefix, depth + 1);
    switch (part.op) {
      case 'and':
      case 'or':
        return { op: part.op, filters: part.filters.map(inner) };
      case 'not':
        return { op: 'not', filter: inner(part.filter) };
      case '[]':
        return this.#valuePath(part.attrPath, part.valFilter, prefix, depth);
      case 'pr': {
        const name = this.#named(part.attrPath, prefix);
        if (this.#constants.has(name)) return ALWAYS;
        const field = this.#field(name);
        return field === undefined ? NEVER : { op: 'present', field };
      }
      case 'eq':
      case 'ne':
      case 'co':
      case 'sw':
      case 'ew':
      case 'gt':
      case 'ge':
      case 'lt':
      case 'le': {
        const name = this.#named(part.attrPath, prefix);
        const constant = this.#constants.get(name);
        if (constant) return this.#decided(part.op, constant, part.compValue);
        return this.#comparison(part.op, this.#field(name), part.compValue);
      }
      default:
        throw refused('scim_filter_invalid');
    }
  }

  #valuePath(attribute: string, filter: ParsedFilter, prefix: string | undefined, depth: number) {
    if (prefix !== undefined) throw refused('scim_filter_invalid');
    const isSet = this.fields.sets.includes(this.#bare(attribute));
    if (isSet && !('attrPath' in filter)) throw refused('scim_filter_too_complex');
    return this.filter(filter, attribute, depth + 1);
  }

  /** The attribute that a comparison is about, each of which counts. */
  #named(attribute: string, prefix: string | undefined): string {
    this.#comparisons += 1;
    if (this.#comparisons > MOST_COMPARISONS) throw refused('scim_filter_too_complex');
    return this.#bare(prefix === undefined ? attribute : `${prefix}.${attribute}`);
  }

  #field(name: string): Field | undefined {
    const field = this.#names.get(name);
    if (field === undefined && this.fields.refusesUnknown) throw refused('scim_filter_invalid');
    return field;
  }

  /** Names are case-insensitive, and may follow the URN of their schema. */
  #bare(attribute: string): string {
    const name = attribute.toLowerCase();
    const urn = `${SCIM_RESOURCES[this.fields.resource].definition.id.toLowerCase()}:`;
    return name.startsWith(urn) ? name.slice(urn.length) : name;
  }

  /** Whether one of the values that all resources have is as wanted. */
  #decided(
    operator: ScimOperator,
    values: readonly string[],
    given: string | number | boolean | null,
  ): ScimFilter<Field> {
    if (operator === 'ne') return { op: 'not', filter: this.#decided('eq', values, given) };
    if (given === null) {
      if (operator !== 'eq') throw refused('scim_filter_invalid');
      return NEVER;
    }
    const value = this.#value('text', given);
    const filter = { op: 'compare', field: 'constant', operator, value } as const;
    return matchesScimFilter(filter, { constant: 'text' }, () => values) ? ALWAYS : NEVER;
  }

  #comparison(
    operator: ScimOperator,
    field: Field | undefined,
    given: string | number | boolean | null,
  ): ScimFilter<Field> {
    if (field === undefined) return operator === 'ne' ? ALWAYS : NEVER;
    const kind = this.fields.kinds[field];
    if (!(SCIM_OPERATORS[kind] as readonly ScimOperator[]).includes(operator)) {
      throw refused('scim_filter_invalid');
    }
    if (operator === 'ne') return { op: 'not', filter: this.#comparison('eq', field, given) };
    if (given === null) {
      if (operator !== 'eq') throw refused('scim_filter_invalid');
      return { op: 'not', filter: { op: 'present', field } };
    }
    const value = this.#value(kind, given);
    if (typeof value === 'string' && !isStorable(value)) return NEVER;
    return { op: 'compare', field, operator, value };
  }

  #value(kind: ScimKind, given: string | number | boolean): ScimValue {
    const text = typeof given === 'string' ? this.strings[Number(given)] : undefined;
    if (kind === 'boolean' && typeof given === 'boolean') return given;
    if (kind === 'time' && text !== undefined && DATE_TIME.test(text)) {
      const time = new Date(text);
      if (!Number.isNaN(time.getTime())) return time;
    } else if (kind === 'email' && text !== undefined) {
      return text.includes('@') ? normalizeEmail(text) : normalizeDomain(text);
      // Stored names are composed (NFC).
    } else if (kind === 'text' && text !== undefined) return text.normalize('NFC');
    else if (kind === 'id' && text !== undefined) return text.toLowerCase();
    throw refused('scim_filter_invalid');
  }
}

/** `emails` means `emails.value` (RFC 7644, section 3.4.2.2). */
const short = (name: string): string => name.toLowerCase().replace(/\.value$/, '');
