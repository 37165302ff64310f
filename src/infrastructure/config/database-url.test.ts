import { describe, expect, it } from 'vitest';
import { DEPLOYED, problemsOf, refuses, takes } from '../../../tests/support/tried-settings.ts';

describe('the database', () => {
  it.each(DEPLOYED)('must be told in %s', (environment) => {
    expect(problemsOf({ REGIE_ENV: environment, DATABASE_URL: undefined })).toEqual([
      'DATABASE_URL: is required, or DB_HOST with DB_PORT, DB_NAME, DB_USER and DB_PASSWORD',
    ]);
    expect(problemsOf({ REGIE_ENV: environment, DATABASE_URL: '', DB_HOST: 'db' })).toEqual([]);
  });

  it('is reported once when it is wrong', () => {
    expect(problemsOf({ DATABASE_URL: 'notaurl' })).toHaveLength(1);
    expect(problemsOf({ DATABASE_URL: undefined, DB_HOST: 'db:5432' })).toHaveLength(1);
  });

  const SECRET = 's3cr3t';
  refuses(
    'DATABASE_URL',
    [
      'notaurl',
      'db.example.fr',
      'db.example.fr:5432/people',
      `mysql://u:${SECRET}@db/people`,
      `https://u:${SECRET}@db/people`,
      `postgres:/u:${SECRET}@db/people`,
      'postgres:people',
      `postgres://u:${SECRET}#1@db/people`,
      `postgres://u:${SECRET}/1@db/people`,
      `postgres://u:${SECRET}%zz@db/people`,
      `postgres://u:${SECRET}@db:port/people`,
      `postgres://u:${SECRET}@db:99999/people`,
      `postgres://u:${SECRET}@one,two/people`,
      `postgres://u:${SECRET}@/people`,
      'postgres:///people',
      `"postgres://u:${SECRET}@db/people"`,
      '/run/postgresql people',
    ],
    /must be postgres:\/\/user:password@host:port\/name/,
  );
  it('is refused without showing its password', () => {
    expect(problemsOf({ DATABASE_URL: `postgres://u:${SECRET}#1@db/people` }).join()).not.toContain(SECRET);
  });
  takes('DATABASE_URL', [
    'postgresql://u:p%40%2F%23@db.example.fr:5432/people?sslmode=require',
    'postgres://u@10.0.0.1/people',
    'postgres://u:p@[::1]:5432/people',
    'postgres://u:p@data_base:5432/people',
    'postgres://u:p@%2Frun%2Fpostgresql/people',
    'postgres:///people?host=/run/postgresql',
    ' postgres://u:p@db/people\n',
  ]);

  it.each(['db:5432', 'postgres://db', 'db/people', 'one two', 'u@db'])('is not at DB_HOST=%s', (host) => {
    expect(problemsOf({ DATABASE_URL: undefined, DB_HOST: host })).toEqual([
      expect.stringMatching(/^DB_HOST: must be a host name alone/),
    ]);
  });
});
