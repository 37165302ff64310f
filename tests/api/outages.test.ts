import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkDomain, createDomain, describeFailures, type Row } from './both-transports.ts';
import { addDomain, type Evry, openEvry, storeDomain } from './evry.ts';

let evry: Evry;
beforeEach(async () => {
  evry = await openEvry();
});
afterEach(() => evry.world.close());

const setTrouble = (
  given: Parameters<Evry['world']['mailProvisioner']['setTrouble']>[0],
  { world } = evry,
): void => world.mailProvisioner.setTrouble(given);

const UNAVAILABLE = {
  detail: 'The mail service is not available at the moment. Please try again later.',
  code: 'dimail_unavailable',
};
const FORBIDDEN = {
  detail: 'The mail service refuses our requests. The support team has been told.',
  code: 'dimail_forbidden',
};
const UNEXPECTED = {
  detail: 'The mail service gave an answer that could not be understood.',
  code: 'dimail_unexpected',
};
const NOT_FOUND = {
  detail: 'The mail service does not know this domain or mailbox. It is being looked into.',
  code: 'dimail_not_found',
};

const TROUBLES: readonly Omit<Row, 'what' | 'who' | 'call'>[] = [
  {
    code: 'mail_provisioner.unavailable',
    body: UNAVAILABLE,
    arrange: (e) => setTrouble({ kind: 'unavailable' }, e),
  },
  {
    code: 'mail_provisioner.forbidden',
    body: FORBIDDEN,
    arrange: (e) => setTrouble({ kind: 'forbidden' }, e),
  },
  {
    code: 'mail_provisioner.unexpected',
    body: UNEXPECTED,
    arrange: (e) => setTrouble({ kind: 'unexpected' }, e),
  },
];
const who: Row['who'] = ({ alice }) => alice;

describeFailures(
  [
    ...TROUBLES.map((row) => ({ ...row, what: 'check', who, call: () => checkDomain('evryfr') })),
    {
      what: 'check while the other side names a delay',
      who,
      call: () => checkDomain('evryfr'),
      code: 'mail_provisioner.unavailable',
      body: UNAVAILABLE,
      retryAfter: '42',
      arrange: (e) => setTrouble({ kind: 'unavailable', retryAfterSeconds: 42 }, e),
    },
    {
      what: 'check of a domain unknown there',
      who,
      call: () => checkDomain('lostfr'),
      code: 'mail_provisioner.not_found',
      body: NOT_FOUND,
      arrange: ({ world, people }) =>
        storeDomain(world, { name: 'lost.fr', slug: 'lostfr' }, [[people.alice, 'owner']]),
    },
    ...TROUBLES.map((row) => ({ ...row, what: 'creation', who, call: () => createDomain('new.fr') })),
    {
      what: 'creation on a copy in quarantine',
      who,
      call: () => createDomain('new.fr'),
      code: 'installation.quarantined',
      body: {
        detail:
          'This is a copy that is being looked at: it reaches no other service until the people who run it release it.',
        code: 'installation_quarantined',
      },
      arrange: (e) => {
        setTrouble({ kind: 'unavailable' }, e);
        e.world.outsideGate.isClosed = true;
      },
    },
  ],
  () => evry,
);

describe('creation of a domain', () => {
  it.each(['unavailable', 'forbidden', 'unexpected'] as const)(
    'keeps nothing when %s, and works later',
    async (kind) => {
      setTrouble({ kind });
      const form = { name: 'new.fr', support_email: 's@new.fr' };
      expect((await evry.dave.rest('POST', 'mail-domains/', form)).status).toBeGreaterThanOrEqual(502);
      expect((await evry.dave.rest('GET', 'mail-domains/')).body).toMatchObject({ count: 0 });
      setTrouble(undefined);
      const again = await evry.dave.rest('POST', 'mail-domains/', form);
      expect(again).toMatchObject({ status: 201, body: { slug: 'newfr', status: 'enabled' } });
    },
  );

  it('keeps nothing on a copy in quarantine', async () => {
    evry.world.outsideGate.isClosed = true;
    const form = { name: 'new.fr', support_email: 's@new.fr' };
    setTrouble({ kind: 'unavailable' });
    expect((await evry.dave.rest('POST', 'mail-domains/', form)).status).toBe(503);
    expect((await evry.dave.rest('GET', 'mail-domains/')).body).toMatchObject({ count: 0 });
  });

  it('goes through when the answer was lost and it is asked again', async () => {
    evry.world.mailProvisioner.loseNextAnswer();
    const form = { name: 'new.fr', support_email: 's@new.fr' };
    expect((await evry.dave.rest('POST', 'mail-domains/', form)).status).toBe(503);
    expect((await evry.dave.rest('POST', 'mail-domains/', form)).status).toBe(201);
  });

  it('is pending when only its first check fails (D54), until a later check', async () => {
    const { world } = evry;
    const { mailProvisioner } = world;
    const original = mailProvisioner.registerDomain.bind(mailProvisioner);
    mailProvisioner.registerDomain = async (name) => {
      const outcome = await original(name);
      mailProvisioner.setTrouble({ kind: 'unavailable' });
      return outcome;
    };
    const created = await evry.dave.rest('POST', 'mail-domains/', {
      name: 'new.fr',
      support_email: 's@n.fr',
    });
    expect(created).toMatchObject({
      status: 201,
      body: { status: 'pending', last_check_details: null, expected_config: null },
    });
    mailProvisioner.setTrouble(undefined);
    await world.advance(60);
    expect((await evry.dave.rest('GET', 'mail-domains/newfr/')).body).toMatchObject({ status: 'enabled' });
  });
});

describe('creation of a mailbox', () => {
  const form = { first_name: 'Ana', last_name: 'Petit', local_part: 'ana', secondary_email: 'ana@perso.fr' };
  const create = () => evry.alice.rest('POST', 'mail-domains/evryfr/mailboxes/', form);
  const listed = async () =>
    (await evry.alice.rest('GET', 'mail-domains/evryfr/mailboxes/?ordering=id')).body;

  it.each(['unavailable', 'forbidden', 'unexpected'] as const)(
    'is finished later when %s (D11)',
    async (kind) => {
      const { world } = evry;
      setTrouble({ kind });
      expect(await create()).toMatchObject({ status: 201, body: { local_part: 'ana', status: 'pending' } });
      await world.advance(120);
      expect(await listed()).toMatchObject({ results: [{ status: 'pending' }, {}] });
      setTrouble(undefined);
      await world.advance(120);
      expect(await listed()).toMatchObject({ results: [{ status: 'enabled' }, {}] });
      expect(world.mailer.sent).toMatchObject([{ to: 'ana@perso.fr', content: { address: 'ana@evry.fr' } }]);
      expect(world.mailProvisioner.listMailboxes('evry.fr')).toHaveLength(1);
    },
  );

  it('is failed when the refusal comes later, and stays to be seen', async () => {
    const { world } = evry;
    setTrouble({ kind: 'unavailable' });
    await create();
    setTrouble(undefined);
    world.mailProvisioner.refuseNext('No more room');
    await world.advance(120);
    expect(await listed()).toMatchObject({ results: [{ status: 'failed' }, {}] });
    const { items } = await evry.alice.regie.mailboxes.list.query({ domainSlug: 'evryfr' });
    expect(items.find(({ localPart }) => localPart === 'ana')).toMatchObject({
      failure: { code: 'mailbox.refused', params: { reason: 'No more room' } },
    });
  });

  it('waits for a domain that is not enabled, without asking anybody', async () => {
    const { world, people } = evry;
    await addDomain(world, { name: 'new.fr', slug: 'newfr' }, [[people.alice, 'owner']]);
    const created = await evry.alice.rest('POST', 'mail-domains/newfr/mailboxes/', form);
    expect(created).toMatchObject({ status: 201, body: { status: 'pending' } });
    expect(world.mailProvisioner.listMailboxes('new.fr')).toEqual([]);
    await evry.alice.rest('POST', 'mail-domains/newfr/fetch/');
    await world.jobs.run();
    expect(world.mailProvisioner.listMailboxes('new.fr')).toMatchObject([{ email: 'ana@new.fr' }]);
  });

  it('is enabled although the login code and the mail must wait (D60)', async () => {
    const { world } = evry;
    world.mailer.setDown(true);
    expect(await create()).toMatchObject({ status: 201, body: { status: 'enabled' } });
    await world.jobs.run();
    expect(world.mailer.sent).toEqual([]);
    world.mailer.setDown(false);
    await world.advance(60);
    expect(world.mailer.sent).toMatchObject([{ to: 'ana@perso.fr' }]);
  });
});
