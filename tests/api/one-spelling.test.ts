import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeMailAlias } from '../builders/make-mail-alias.ts';
import { addDomain, type Evry, openEvry } from './evry.ts';

const NAME = 'xn--vry-test-90a.fr';
const SLUG = 'xn-vry-test-90afr';

let evry: Evry;
let mailDomainId: Awaited<ReturnType<typeof addDomain>>['id'];

beforeAll(async () => {
  evry = await openEvry({ useCases: { waits: { registrationMs: 300, usualMs: 300 } } });
  const given = { name: NAME, slug: SLUG, status: 'enabled' } as const;
  mailDomainId = (await addDomain(evry.world, given, [[evry.people.alice, 'owner']])).id;
});
afterAll(() => evry.world.close());

const createAlias = (localPart: string, destination: string) =>
  evry.alice.rest('POST', `mail-domains/${SLUG}/aliases/`, { local_part: localPart, destination });
const createMailbox = (localPart: string, secondaryEmail: string) =>
  evry.alice.rest('POST', `mail-domains/${SLUG}/mailboxes/`, {
    first_name: localPart,
    last_name: 'Idn',
    local_part: localPart,
    secondary_email: secondaryEmail,
  });

describe('an internationalised domain, in whatever spelling', () => {
  it.each(['Évry-Test.fr', NAME.toUpperCase(), 'e\u0301vry-test.fr'])(
    'k4-alias-loop-idn: is the domain itself: no alias leads from %s back to it',
    async (spelling) => {
      const answer = await createAlias('boucle', `boucle@${spelling}`);
      expect(answer.status).toBe(400);
      expect(JSON.stringify(answer.body)).toContain('Mail to this alias would come back to it.');
    },
  );

  it('k4-alias-loop-idn: reaches the provisioner as DNS has it, and leads back over several aliases too', async () => {
    const made = await createAlias('a', 'B@évry-test.fr');
    expect(made).toMatchObject({ status: 201, body: { destination: `B@${NAME}` } });
    expect(evry.world.mailProvisioner.listAliases(NAME)).toEqual([
      { localPart: 'a', destination: `B@${NAME}` },
    ]);
    expect((await createAlias('b', 'a@évry-test.fr')).status).toBe(400);
    const again = await createAlias('a', `B@${NAME}`);
    expect([again.status, JSON.stringify(again.body)]).toEqual([400, expect.stringContaining('unique set')]);
  });

  it('k4-secondary-itself-idn: is where no login link to its own mailbox goes', async () => {
    for (const spelling of ['évry-test.fr', NAME]) {
      const answer = await createMailbox('idn', `IDN@${spelling}`);
      expect(answer).toMatchObject({ status: 400, body: { secondary_email: [expect.any(String)] } });
    }
    const made = await createMailbox('idn', 'idn@Ça.fr');
    expect(made).toMatchObject({ status: 201, body: { secondary_email: 'idn@xn--a-5fa.fr' } });
  });

  it('names its mailboxes and aliases when they are sought by a whole address', async () => {
    const alias = makeMailAlias({ mailDomainId, localPart: 'sought', destination: 'x@y.fr' });
    await evry.world.unitOfWork.run(({ mailAliases }) => mailAliases.insertIfAbsent(alias));
    for (const spelling of ['évry-test.fr', NAME]) {
      const { items } = await evry.alice.regie.aliases.list.query({
        domainSlug: SLUG,
        search: `sought@${spelling}`,
      });
      expect(items.map(({ id }) => id)).toEqual([alias.id]);
    }
  });

  it('is invited to, and signed in with, as one address', async () => {
    const { alice } = evry;
    const invite = (email: string) =>
      alice.rest('POST', `mail-domains/${SLUG}/invitations/`, { email, role: 'viewer' });
    const first = await invite('Eve@Évry-Test.fr');
    expect(first).toMatchObject({ status: 201, body: { email: `eve@${NAME}` } });
    expect((await invite(`eve@${NAME}`)).status).toBe(400);
  });

  it('k4-search-idn: is found by the name it was created with, or by that of DNS, and shown', async () => {
    for (const search of ['évry-test', 'EVRY-TEST.fr', 'xn--vry-test']) {
      const { items } = await evry.alice.regie.mailDomains.list.query({ search });
      expect(items.map(({ name, displayName }) => [name, displayName])).toEqual([[NAME, 'évry-test.fr']]);
    }
    expect(await evry.alice.regie.mailDomains.list.query({ search: 'evry-tes' })).toMatchObject({ total: 1 });
    const got = await evry.alice.regie.mailDomains.get.query({ slug: 'evryfr' });
    expect(got).toMatchObject({ displayName: 'evry.fr', warnings: ['support_inside_domain'] });
  });
});
