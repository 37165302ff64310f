import type { Request } from 'express';
import SCIMMY from 'scimmy';
import { unboundedQueryText } from '../../rest/serving/query-parameters.ts';
import { isObject } from './scim-attributes.ts';
import { ScimRefusal } from './scim-refusal.ts';
import { canonicalAttribute, SCIM_RESOURCES, type ScimResourceName } from './scim-schemas.ts';

/** The names of attributes that a client wants, or wants to be left out. */
export type NamedAttributes = Readonly<{
  attributes: readonly string[] | undefined;
  excludedAttributes: readonly string[] | undefined;
}>;

/** Most attributes that one request may name. */
const MOST_NAMES = 50;

type Tests = { [name: string]: string[] | Record<string, string[]> };

/** The selected attributes of a resource (RFC 7644, section 3.9); `wants` is known before anything is read. */
export type AttributeSelection = Readonly<{
  wants(attribute: string): boolean;
  apply(resource: Readonly<Record<string, unknown>>): unknown;
}>;

/** The names that the URL has in `attributes` and `excludedAttributes`. */
export function namedByQuery(request: Request): NamedAttributes {
  const names = (parameter: string) => unboundedQueryText(request, parameter)?.split(',');
  return { attributes: names('attributes'), excludedAttributes: names('excludedAttributes') };
}

/**
 * Selects the attributes that a client named. Unknown names are ignored; `id` and `schemas` are always returned.
 *
 * @throws ScimRefusal `invalidValue` when both are given, or too many names
 */
export function readSelection(
  { attributes: included, excludedAttributes: excluded }: NamedAttributes,
  resource: ScimResourceName,
): AttributeSelection {
  if (included !== undefined && excluded !== undefined) {
    throw new ScimRefusal('invalidValue', 'scim_attributes_both');
  }
  const given = included ?? excluded;
  if (given === undefined) return { wants: () => true, apply: (whole) => whole };

  const tests = readTests(given, resource, included === undefined ? 'np' : 'pr');
  const isNamed = (name: string) => tests[name] !== undefined;
  const isWanted = (name: string) => (included === undefined ? !Array.isArray(tests[name]) : isNamed(name));
  const { definition, extensions } = SCIM_RESOURCES[resource];
  const extensionIds: readonly string[] = extensions.map(({ id }) => id);
  // The library selects among the attributes of the core schema; an extension is kept or left out.
  const coreTests = Object.fromEntries(
    Object.entries(tests).filter(([name]) => !extensionIds.includes(name)),
  );
  const selectsCore = Object.keys(coreTests).length > 0;
  const isKept = (id: string) => isNamed(id) === (included !== undefined);

  return {
    wants: isWanted,
    apply: ({ schemas, id, ...whole }) => {
      const extended = Object.entries(whole).filter(([name]) => extensionIds.includes(name));
      const rest = Object.fromEntries(Object.entries(whole).filter(([name]) => !extensionIds.includes(name)));
      const kept = Object.fromEntries(extended.filter(([name]) => isKept(name)));
      // Without a known name, nothing is included, or nothing excluded.
      if (!selectsCore) return { schemas, id, ...(included === undefined ? rest : {}), ...kept };
      const filter = new SCIMMY.Types.Filter([coreTests]);
      const selected = definition.coerce({ schemas, id, ...rest }, 'out', undefined, filter);
      return { ...selected, ...asWritten(selected, rest), ...kept, schemas, id };
    },
  };
}

/** The remaining `meta`, with its times as they were written: the library formats them in its own way. */
function asWritten(selected: { meta?: unknown }, { meta }: Readonly<Record<string, unknown>>) {
  if (!isObject(selected.meta) || !isObject(meta)) return {};
  const kept = Object.keys(selected.meta).map((name) => [name, meta[name]]);
  return { meta: Object.fromEntries(kept) as Record<string, unknown> };
}

/** By attribute: `['pr']` or `['np']` for the whole, an object of the same form for its parts. */
function readTests(names: readonly string[], resource: ScimResourceName, test: 'pr' | 'np'): Tests {
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
