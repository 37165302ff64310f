import { isDeepStrictEqual } from 'node:util';
import type { ServerProcess } from '../http/server-process.ts';
import { PAGE_SIZE, TEAMS_PATH } from './service-teams.ts';

const INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

/** Both sides format instants in their own way; only the values are compared. */
const withoutForm = (_key: string, value: unknown): unknown =>
  typeof value === 'string' && INSTANT.test(value) ? new Date(value).getTime() : value;

type Body = Readonly<{ next?: unknown; results?: readonly unknown[] }>;

async function bodyOf({ port }: ServerProcess): Promise<Body> {
  const response = await fetch(`http://127.0.0.1:${port}${TEAMS_PATH}`, {
    headers: { authorization: 'Bearer token' },
  });
  const text = await response.text();
  if (response.status !== 200) throw new Error(`answered ${response.status}: ${text}`);
  return JSON.parse(text, withoutForm);
}

/** @throws Error when the servers' answers differ, or have no full page: their times could not be compared */
export async function checkEquivalence(ours: ServerProcess, bare: ServerProcess): Promise<void> {
  const [body, expected] = [await bodyOf(ours), await bodyOf(bare)];
  // Each side writes its own origin.
  const address = ({ next, ...rest }: Body) => ({
    ...rest,
    next: typeof next === 'string' ? next.replace(/^https?:\/\/[^/]+/, '') : next,
  });
  if (isDeepStrictEqual(address(body), address(expected)) && body.results?.length === PAGE_SIZE) return;
  const show = (value: unknown) => JSON.stringify(value, null, 1).slice(0, 1_500);
  throw new Error(`not answered alike:\n${show(body)}\n${show(expected)}`);
}
