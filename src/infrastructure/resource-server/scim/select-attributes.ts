import type { Request } from 'express';
import SCIMMY from 'scimmy';
import { unboundedQueryText } from '../../rest/serving/query-parameters.ts';
import { ScimRefusal } from './scim-refusal.ts';
import { canonicalAttribute, SCIM_RESOURCES, type ScimResourceName } from './scim-schemas.ts';

/** Most attributes that one request may name. */
const MOST_NAMES = 50;

type Tests = { [name: string]: string[] | Record<string, string[]> };

/** The selected attributes of a resource (RFC 7644, section 3.9); `wants` is known before anything is read. */
export type AttributeSelection = Readonly<{
  wants(attribute: string): boolean;
  apply(resource: Readonly<Record<string, unknown>>): unknown;
}>;

/**
 * Reads `attributes` or `excludedAttributes`. Unknown names are ignored; `id` and `schemas` are always returned.
 *
 * @throws ScimRefusal `invalidValue` when both are given, or too many names
 */
export function readSelection(request: Request, resource: ScimResourceName): AttributeSelection {
  const included = unboundedQueryText(request, 'attributes');
  const excluded = unboundedQueryText(request, 'excludedAttributes');
  if (included !== undefined && excluded !== undefined) {
    throw new ScimRefusal('invalidValue', 'scim_attributes_both');
  }
  const given = included ?? excluded;
  if (given === undefined) return { wants: () => true, apply: (whole) => whole };

  const tests = readTests(given, resource, included === undefined ? 'np' : 'pr');
  const isWanted = (name: string) =>
    included === undefined ? !Array.isArray(tests[name]) : tests[name] !== undefined;
  const { definition } = SCIM_RESOURCES[resource];
  return {
    wants: isWanted,
    apply: ({ schemas, id, ...rest }) => {
      // Without a known name, nothing is included, or nothing excluded.
      if (Object.keys(tests).length === 0) return { schemas, id, ...(included === undefined ? rest : {}) };
      const filter = new SCIMMY.Types.Filter([tests]);
      const selected = definition.coerce({ schemas, id, ...rest }, 'out', undefined, filter);
      return { ...selected, ...asWritten(selected, rest), schemas, id };
    },
  };
}

/** The remaining `meta`, with its times as they were written: the library formats them in its own way. */
function asWritten(selected: { meta?: unknown }, { meta }: Readonly<Record<string, unknown>>) {
  if (!isObject(selected.meta) || !isObject(meta)) return {};
  const kept = Object.keys(selected.meta).map((name) => [name, meta[name]]);
  return { meta: Object.fromEntries(kept) as Record<string, unknown> };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** By attribute: `['pr']` or `['np']` for the whole, an object of the same form for its parts. */
function readTests(list: string, resource: ScimResourceName, test: 'pr' | 'np'): Tests {
  const names = list.split(',');
  if (names.length > MOST_NAMES) throw new ScimRefusal('invalidValue', 'scim_attributes_too_many');
  const tests: Tests = {};
  for (const name of names) {
    const [attribute, part] = canonicalAttribute(resource, name.trim()) ?? [];
    if (attribute === undefined) continue;
    const before = tests[attribute];
    if (part === undefined) tests[attribute] = [test];
    else if (!Array.isArray(before)) tests[attribute] = { ...before, [part]: [test] };
  }
  return tests;
}
