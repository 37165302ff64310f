/** The ids in the measured requests. */
export type Subject = Readonly<{ userId: string; organizationId: string; teamId: string }>;

type BareAnswer = Readonly<{
  /** One statement that reads everything in the answer. */
  sql: string;
  values: (subject: Subject) => unknown[];
  /** The JSON body made from its rows, as the application answers it. */
  body: (rows: readonly Record<string, unknown>[]) => unknown;
}>;

/** A path of the client API, and the minimal code that answers it. */
export type Scenario = Readonly<{
  name: string;
  path: (subject: Subject) => string;
  bare: BareAnswer;
  /** CPU of the reference for such a request at its best setting on two cores, in ms, where it was measured. */
  referenceCpuMs?: number;
}>;
