export type Metadata = Readonly<Record<string, unknown>>;

/** What the installation expects of the metadata of organizations: a JSON schema, draft 7; or nothing. */
export interface MetadataSchema {
  /** False when nothing is expected: then anything is fine, and there is nothing to fill in. */
  readonly isConfigured: boolean;
  /** What is wrong; `path` has dots between its keys and is empty for the whole. The reason is in English. */
  problem(metadata: Metadata): { readonly path: string; readonly reason: string } | undefined;
  /**
   * The keys that the schema names and the metadata lacks, with the schema's default, else by type: false, "", [], and
   * null for numbers (contract/rest-api.md 5.2).
   */
  missing(metadata: Metadata): Metadata;
}
