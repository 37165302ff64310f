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
  /** Aliases and where they lead, here and at dimail. */
  aliases: readonly string[];
  aliasesThere: readonly string[];
  /** Jobs that are still in the queue. */
  jobs: readonly string[];
}>;

export const addressOf = ({ localPart, domain }: Wanted): string => `${localPart}@${domain}`;

/** What is lost, doubled or untrue, a line each; empty when all is well. */
export function whatIsWrong(sides: Sides): readonly string[] {
  const { outcomes, stored, there, mails, jobs, aliases, aliasesThere } = sides;
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
    ...missing(aliases, aliasesThere).map((alias) => `lost: the alias ${alias} is not at dimail`),
    ...missing(aliasesThere, aliases).map(
      (alias) => `left over: dimail has the alias ${alias}, which is not stored so often`,
    ),
    ...jobs.map((job) => `left over: the job ${job}`),
  ];
}

/** Those of a list that the other one has less often. */
function missing(list: readonly string[], other: readonly string[]): readonly string[] {
  const left = new Map<string, number>();
  for (const each of other) left.set(each, (left.get(each) ?? 0) + 1);
  return list.filter((each) => {
    const count = left.get(each) ?? 0;
    left.set(each, count - 1);
    return count < 1;
  });
}
