import type { BulkAction, Chosen } from './bulk.ts';

/** Mailboxes whose owners are handed a link in place of an action, as the server says. */
export const handedOver = (chosen: readonly Chosen[], action: BulkAction): readonly Chosen[] =>
  chosen.filter(({ handedOverInstead }) => handedOverInstead.includes(action));

/** Mailboxes that an action is refused for, by the server's reason, the commonest first. */
export function refusedGroups(
  chosen: readonly Chosen[],
  action: BulkAction,
): readonly (readonly [code: string, mailboxes: readonly Chosen[]])[] {
  const groups = new Map<string, Chosen[]>();
  for (const mailbox of chosen) {
    const code = mailbox.refusals[action];
    if (code !== undefined) groups.set(code, [...(groups.get(code) ?? []), mailbox]);
  }
  return [...groups].sort(([, a], [, b]) => b.length - a.length);
}
