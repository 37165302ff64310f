import { afterEach, expect, it } from 'vitest';
import { DomainError } from '../../src/domain/shared/errors.ts';
import { type Evry, openEvry } from './evry.ts';
import { trpcFailure } from './trpc-failure.ts';

let evry: Evry | undefined;
afterEach(() => evry?.world.close());

const secret = async (): Promise<never> => {
  throw Object.assign(new Error('secret dsn'), { cause: new Error('postgres://user:password@host') });
};

it('a failure of our own says nothing of itself, and is reported once', async () => {
  evry = await openEvry({ adapters: { personQueries: { find: secret, roles: secret } } });
  const { logger } = evry.world;
  const answer = await evry.alice.rest('GET', 'users/me/');
  expect(answer).toMatchObject({ status: 500, headers: { 'content-type': 'application/json' } });
  expect(answer.text).toBe('{"detail":"A server error occurred.","code":"server_error"}');
  expect(logger.entries).toMatchObject([{ level: 'error', error: { message: 'secret dsn' } }]);

  const french = await evry.alice.rest('GET', 'users/me/', undefined, { 'accept-language': 'fr' });
  expect(french.body).toEqual({ detail: 'Une erreur est survenue sur le serveur.', code: 'server_error' });

  logger.entries.length = 0;
  const failure = await trpcFailure(evry.alice.regie.users.me.query());
  expect(failure).toMatchObject({ httpStatus: 500, message: 'Internal server error', domainCode: null });
  expect(failure.text).not.toMatch(/secret|postgres|stack|\.ts/);
  expect(logger.entries).toMatchObject([{ level: 'error', error: { message: 'secret dsn' } }]);
});

it('neither does the store of sessions, on any route', async () => {
  evry = await openEvry();
  const { sessions } = evry.world;
  sessions.find = secret;
  for (const path of ['users/me/', 'authenticate/', 'nope/']) {
    const answer = await evry.alice.rest('GET', path);
    expect(answer).toMatchObject({ status: 500, body: { code: 'server_error' } });
    expect(answer.text).not.toMatch(/secret|postgres|stack|\.ts/);
  }
});

it('a provisioner that breaks its promise is a failure of our own', async () => {
  evry = await openEvry();
  evry.world.mailProvisioner.checkDomain = secret;
  const answer = await evry.alice.rest('POST', 'mail-domains/evryfr/fetch/');
  expect(answer.status).toBe(500);
  expect(answer.text).toBe('{"detail":"A server error occurred.","code":"server_error"}');
  const failure = await trpcFailure(evry.alice.regie.mailDomains.check.mutate({ slug: 'evryfr' }));
  expect(failure).toMatchObject({ httpStatus: 500, message: 'Internal server error' });
  expect(failure.text).not.toMatch(/secret|postgres|stack|\.ts/);
});

it('what another system said stays in the log', async () => {
  evry = await openEvry();
  evry.world.mailProvisioner.checkDomain = async () => {
    const said = 'GET http://dimail.internal/domains/evry.fr/check: 418 secret';
    throw new DomainError('mail_provisioner.unexpected', said, { cause: new Error('secret') });
  };
  const answer = await evry.alice.rest('POST', 'mail-domains/evryfr/fetch/');
  expect(answer.status).toBe(502);
  const failure = await trpcFailure(evry.alice.regie.mailDomains.check.mutate({ slug: 'evryfr' }));
  expect(failure).toMatchObject({ httpStatus: 502, message: 'mail_provisioner.unexpected' });
  for (const text of [answer.text, failure.text]) expect(text).not.toMatch(/secret|internal|418/);
});

it('refusals carry no stack either', async () => {
  evry = await openEvry();
  const failure = await trpcFailure(evry.dave.regie.mailDomains.get.query({ slug: 'evryfr' }));
  expect(failure).toMatchObject({ httpStatus: 404, domainCode: 'mail_domain.not_found' });
  expect(failure.text).not.toMatch(/stack|\.ts/);
});
