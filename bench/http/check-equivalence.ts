import { get } from 'node:http';
import { text } from 'node:stream/consumers';
import { isDeepStrictEqual } from 'node:util';
import type { Scenario } from './scenario.ts';
import type { Surroundings } from './surroundings.ts';

const INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

/** Both sides format instants in their own way; only the values are compared. */
const withoutForm = (_key: string, value: unknown): unknown =>
  typeof value === 'string' && INSTANT.test(value) ? new Date(value).getTime() : value;

type Headers = Readonly<Record<string, string>>;

const bodyOf = (port: number, path: string, headers: Headers): Promise<unknown> =>
  new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, path, headers }, async (response) => {
      const body = await text(response);
      if (response.statusCode === 200) resolve(JSON.parse(body, withoutForm));
      else reject(new Error(`${path} answered ${response.statusCode}: ${body}`));
    }).on('error', reject);
  });

/** @throws Error showing both bodies when the two answers to a path differ: their times could not be compared */
export async function checkEquivalence(
  scenario: Scenario,
  { application: { server, subject, headers }, bare }: Surroundings,
): Promise<void> {
  const path = scenario.path(subject);
  const ours = await bodyOf(server.port, path, headers);
  const theirs = await bodyOf(bare.port, path, headers);
  if (isDeepStrictEqual(ours, theirs)) return;
  const show = (body: unknown) => JSON.stringify(body, null, 1).slice(0, 2_000);
  throw new Error(`${scenario.name} is not answered alike:\n${show(ours)}\n${show(theirs)}`);
}
