/** What the measured requests are about. */
export type Subject = Readonly<{ userId: string; organizationId: string; teamId: string }>;

type BareAnswer = Readonly<{
  /** One statement that reads all that the answer holds. */
  sql: string;
  values: (subject: Subject) => unknown[];
  /** The JSON body made from its rows, as the application answers it. */
  body: (rows: readonly Record<string, unknown>[]) => unknown;
}>;

/** A path of the client API, and how somebody would answer it who had nothing else to care about. */
export type Scenario = Readonly<{
  name: string;
  path: (subject: Subject) => string;
  bare: BareAnswer;
  /** CPU the reference spends on such a request at its best setting on two cores, in ms, where it was measured. */
  referenceCpuMs?: number;
}>;
