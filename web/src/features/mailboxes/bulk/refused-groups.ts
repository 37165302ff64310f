import type { BulkAction, Chosen } from './bulk.ts';

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
