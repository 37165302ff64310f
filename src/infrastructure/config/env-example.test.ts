import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { PRODUCTION } from '../../../tests/support/production-environment.ts';
import { environmentSchema } from './environment-schema.ts';
import { readEnvironment } from './read-environment.ts';

/** `# description (note)` and `NAME=value`, commented out where development sets nothing. */
const ENTRY = /^# (?<description>.*) \((?<note>[^()]*)\)\n(?<comment>#?)(?<name>[A-Z0-9_]+)=(?<value>.*)$/gm;

type Entry = Readonly<{ note: string; assigned: string | undefined }>;

const text = readFileSync(new URL('../../../.env.example', import.meta.url), 'utf8');
const entries = new Map<string, Entry>(
  Array.from(text.matchAll(ENTRY), ({ groups = {} }) => [
    groups['name'] ?? '',
    { note: groups['note'] ?? '', assigned: groups['comment'] === '' ? groups['value'] : undefined },
  ]),
);

const deployed = readEnvironment(PRODUCTION);
const development = readEnvironment({ REGIE_ENV: 'dev' });

const printedDefault = ({ note }: Entry): string | undefined => /^default: ([^;]*)/.exec(note)?.[1];

const names = Object.keys(environmentSchema.shape).filter((name) => name !== 'REGIE_ENV') as Exclude<
  keyof typeof environmentSchema.shape,
  'REGIE_ENV'
>[];

describe('.env.example', () => {
  it('has every variable, and no other', () => {
    expect([...entries.keys()]).toEqual(names);
  });

  it.each(names)('states the default of %s as it is, and its value in development', (name) => {
    const entry = entries.get(name);
    if (entry === undefined) throw new Error('it is not there');
    const schema = environmentSchema.shape[name];
    expect(schema.parse(entry.assigned)).toEqual(development[name]);
    const printed = printedDefault(entry);
    if (printed === undefined) {
      expect(entry.note).toMatch(/^required\b/);
      expect(schema.safeParse(undefined).success).toBe(false);
      expect(Object.keys(PRODUCTION)).toContain(name);
    } else if (name !== 'DATABASE_URL') {
      expect(Object.keys(PRODUCTION)).not.toContain(name);
      expect(schema.parse(printed === 'none' ? undefined : printed)).toEqual(deployed[name]);
    }
    if (printed === 'none') {
      const value: unknown = schema.parse(undefined);
      expect(Object.keys(value ?? {})).toEqual([]);
    }
  });

  it.each([
    ['BURST_THROTTLE_RATES', '20/minute'],
    ['SUSTAINED_THROTTLE_RATES', '150/hour'],
    ['OIDC_USERINFO_FULLNAME_FIELDS', 'first_name,last_name'],
    ['OIDC_RS_SIGNING_ALGO', 'ES256'],
    ['OIDC_RS_ENCRYPTION_ALGO', 'RSA-OAEP'],
    ['OIDC_RS_ENCRYPTION_ENCODING', 'A256GCM'],
    ['OIDC_RS_SCOPES', 'groups'],
    ['ACCOUNT_SERVICE_SCOPES', 'la-suite-list-organizations-siret'],
    ['MATRIX_BOT_HOSTS', 'tchap.gouv.fr'],
  ])('says %s is %s where nothing is set', (name, fallback) => {
    expect(entries.get(name)?.note).toMatch(new RegExp(`^default: ${fallback}(;|$)`));
  });
});
