import type { CursorRequest } from '../../../application/shared/page.ts';
import { microsecondsOf } from '../../../domain/shared/precise-date.ts';

/** An instant with its microseconds, which the driver would leave out. */
const instant = (date: Date): string =>
  date.toISOString().replace('Z', `${String(microsecondsOf(date)).padStart(3, '0')}Z`);

/** The condition that a row comes after the position of a request; none where the request has no position. */
export function afterPosition<Field extends string>(
  { order, after }: CursorRequest<Field>,
  columns: Readonly<Record<Field, string>>,
  id: string,
  place: (value: unknown) => string,
): readonly string[] {
  const [first] = order;
  if (!after || !first) return [];
  const column = columns[first.field];
  const key = place(after.key instanceof Date ? instant(after.key) : after.key);
  const ofId = place(after.id);
  return first.descending
    ? [`(${column} < ${key} OR (${column} = ${key} AND ${id} > ${ofId}))`]
    : [`(${column}, ${id}) > (${key}, ${ofId})`];
}
