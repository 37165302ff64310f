/** One difference between an answer of ours and the recorded one. */
export type Difference = Readonly<{
  /** `status`, `header Allow`, `body`, `body detail`, `mails`, `effect mailbox.status`, `effect mailbox row` … */
  aspect: string;
  recorded: unknown;
  ours: unknown;
}>;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether two JSON values are the same; the order of members means nothing. */
export function isSame(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => isSame(item, b[index]));
  }
  if (!isObject(a) || !isObject(b)) return a === b;
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length && names.every((name) => name in b && isSame(a[name], b[name]))
  );
}

/** Where two JSON values differ, member by member. */
export function differencesOf(aspect: string, recorded: unknown, ours: unknown): readonly Difference[] {
  if (isSame(recorded, ours)) return [];
  if (isObject(recorded) && isObject(ours)) {
    const names = [...new Set([...Object.keys(recorded), ...Object.keys(ours)])];
    return names.flatMap((name) => differencesOf(`${aspect} ${name}`, recorded[name], ours[name]));
  }
  return [{ aspect, recorded, ours }];
}
