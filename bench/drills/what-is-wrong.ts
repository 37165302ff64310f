/** A mailbox that somebody asked for. */
export type Wanted = Readonly<{ localPart: string; domain: string; secondaryEmail: string }>;

/** What was answered, by outcome. */
export type Outcomes = Readonly<{
  /** Answered with 201. */
  acknowledged: readonly Wanted[];
  /** Answered with 503 and a code that says that nothing was done. */
  refused: readonly Wanted[];
  /** Answered with 503 and a code that says that nobody knows. */
  uncertain: readonly Wanted[];
  /** Every other outcome, as a line. */
  failures: readonly string[];
}>;

export type Sides = Readonly<{
  outcomes: Outcomes;
  /** Statuses of the stored mailboxes, by address. */
  stored: ReadonlyMap<string, string>;
  /** How often each mailbox was created at dimail, by address. */
  there: ReadonlyMap<string, number>;
  /** By recipient: how often each mail arrived, by its `Message-ID`. */
  mails: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** Jobs that are still in the queue. */
  jobs: readonly string[];
}>;

export const addressOf = ({ localPart, domain }: Wanted): string => `${localPart}@${domain}`;

/** What is lost, doubled or untrue, a line each; empty when all is well. */
export function whatIsWrong({ outcomes, stored, there, mails, jobs }: Sides): readonly string[] {
  const { acknowledged, refused, uncertain, failures } = outcomes;
  const isStored = (wanted: Wanted) => stored.has(addressOf(wanted));
  const told = [...acknowledged, ...refused, ...uncertain].filter(isStored);
  return [
    ...failures.map((line) => `answered in a way that no caller can work with: ${line}`),
    ...acknowledged
      .filter((wanted) => !isStored(wanted))
      .map((wanted) => `lost: ${addressOf(wanted)} was acknowledged and is not stored`),
    ...refused.filter(isStored).map((wanted) => `untrue: ${addressOf(wanted)} was refused and is stored`),
    ...[...stored].flatMap(([address, status]) => [
      ...(status === 'enabled' ? [] : [`unfinished: ${address} is ${status}`]),
      ...(there.has(address) ? [] : [`lost: ${address} is not at dimail`]),
    ]),
    ...[...there].flatMap(([address, creations]) => [
      ...(creations === 1 ? [] : [`doubled: ${address} was created ${creations} times at dimail`]),
      ...(stored.has(address) ? [] : [`left over: dimail has ${address}, which is not stored`]),
    ]),
    ...told.flatMap((wanted) => {
      const count = mails.get(wanted.secondaryEmail)?.size ?? 0;
      return count === 1 ? [] : [`the owner of ${addressOf(wanted)} got ${count} mails`];
    }),
    ...jobs.map((job) => `left over: the job ${job}`),
  ];
}
