import { ScimRefusal } from './scim-refusal.ts';

/** Whether a value of JSON is an object. */
export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * The attributes of an object that a client sent, by their names in lower case: names have no letter case (RFC 7643,
 * section 2.1).
 *
 * @throws ScimRefusal `invalidSyntax` when it is no object, or one attribute comes by two names
 */
export function scimAttributes(value: unknown): ReadonlyMap<string, unknown> {
  if (!isObject(value)) throw new ScimRefusal('invalidSyntax', 'scim_body_syntax');
  const names = Object.keys(value);
  const attributes = new Map(names.map((name) => [name.toLowerCase(), value[name]] as const));
  if (attributes.size < names.length) throw new ScimRefusal('invalidSyntax', 'scim_body_syntax');
  return attributes;
}

/** Whether a message says of itself that it is of a schema; URNs are compared without letter case. */
export const isOfSchema = (schemas: unknown, urn: string): boolean =>
  Array.isArray(schemas) &&
  schemas.some((schema) => typeof schema === 'string' && schema.toLowerCase() === urn.toLowerCase());
