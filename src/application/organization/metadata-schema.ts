export type Metadata = Readonly<Record<string, unknown>>;

/** The JSON schema (draft 7) for the metadata of organizations, if the installation configures one. */
export interface MetadataSchema {
  /** Without a schema, any metadata are valid, and no key is added. */
  readonly isConfigured: boolean;
  /** The first problem; `path` has dots between its keys and is empty for the whole. The reason is in English. */
  problem(metadata: Metadata): { readonly path: string; readonly reason: string } | undefined;
  /**
   * The keys that the schema names and the metadata lack, with the schema's default, else by type: false, "", [], and
   * null for numbers (contract/rest-api.md 5.2).
   */
  missing(metadata: Metadata): Metadata;
}
