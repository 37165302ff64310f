import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import type { Metadata, MetadataSchema } from '../../application/organization/metadata-schema.ts';

type Property = { readonly type?: unknown; readonly default?: unknown };

/** Schemas that are shipped with the application, such as `fr/organization_metadata.json`. */
const SHIPPED = join(import.meta.dirname, 'schemas');

const DEFAULT_BY_TYPE: Readonly<Record<string, unknown>> = {
  boolean: false,
  string: '',
  array: [],
  number: null,
  integer: null,
};

/** A JSON schema, draft 7, checked by Ajv. */
export class AjvMetadataSchema implements MetadataSchema {
  readonly isConfigured: boolean;
  readonly #validate: ValidateFunction | undefined;
  readonly #properties: Readonly<Record<string, Property>>;

  /**
   * @param file a path, or the name of a shipped schema; undefined for none
   * @throws Error when the file cannot be read or contains no schema
   */
  constructor(file: string | undefined) {
    this.isConfigured = file !== undefined;
    const schema = file === undefined ? {} : readSchema(file);
    this.#properties = (schema['properties'] as Readonly<Record<string, Property>> | undefined) ?? {};
    this.#validate = file === undefined ? undefined : new Ajv({ strict: false }).compile(schema);
  }

  problem(metadata: Metadata): { readonly path: string; readonly reason: string } | undefined {
    if (!this.#validate || this.#validate(metadata)) return undefined;
    const [error] = this.#validate.errors ?? [];
    const path = (error?.instancePath ?? '').slice(1).replaceAll('/', '.');
    return { path, reason: error?.message ?? 'is not valid' };
  }

  missing(metadata: Metadata): Metadata {
    const absent = Object.entries(this.#properties).filter(([key]) => !Object.hasOwn(metadata, key));
    return Object.fromEntries(
      absent.flatMap(([key, { type, default: given }]) => {
        const value = given === undefined ? DEFAULT_BY_TYPE[String(type)] : given;
        return value === undefined ? [] : [[key, structuredClone(value)]];
      }),
    );
  }
}

function readSchema(file: string): Record<string, unknown> {
  try {
    return JSON.parse(readFileSync(resolve(SHIPPED, file), 'utf8')) as Record<string, unknown>;
  } catch (cause) {
    throw new Error(`The schema of metadata ${file} cannot be read`, { cause });
  }
}
