/** What tells the database of an installation from a copy of it. */
export type InstallationIdentity = Readonly<{
  /** PostgreSQL's system identifier: standbys and physical copies share it. Null where the server does not tell it. */
  cluster: string | null;
  /** Object identifiers of the database and of the table that keeps this: a dump keeps neither. */
  database: string;
  table: string;
  /** Where it runs, and at which address: staging is no production, whatever database it was given. */
  name: string;
}>;

const ASPECTS = [
  'cluster',
  'database',
  'table',
  'name',
] as const satisfies readonly (keyof InstallationIdentity)[];
export type IdentityAspect = (typeof ASPECTS)[number];

/** In what a database is not the one that was known. What a server does not tell is no difference. */
export const differingAspects = (
  known: InstallationIdentity,
  present: InstallationIdentity,
): readonly IdentityAspect[] =>
  ASPECTS.filter((aspect) => {
    const [before, now] = [known[aspect], present[aspect]];
    return before !== null && now !== null && before !== now;
  });
