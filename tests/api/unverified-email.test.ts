import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { User } from '../../src/domain/people/user.ts';
import { makeMailDomainAccess } from '../builders/make-mail-domain-access.ts';
import { makeMailbox } from '../builders/make-mailbox.ts';
import { makeTeam } from '../builders/make-team.ts';
import { makeTeamAccess } from '../builders/make-team-access.ts';
import { ApiBrowser } from '../support/api-browser.ts';
import { openMemoryHarness } from '../support/memory-harness.ts';
import { openPostgresHarness } from '../support/postgres-harness.ts';
import type { StorageHarness } from '../support/storage-harness.ts';
import { addUser, type Evry, openEvry } from './evry.ts';

const SIRET = '13002526500013';
const VICTIM = {
  sub: 'victim',
  email: 'victim@mairie.fr',
  given_name: 'Vera',
  usual_name: 'Tim',
  siret: SIRET,
};
const ATTACKER = { ...VICTIM, sub: 'attacker', given_name: 'Al', usual_name: 'Tacker' };
const SUCCESS = 'http://localhost:3000/';
const FAILURE = 'http://localhost:3000/failure';

/** Claims that verify no address (reviewed as a to f: anybody may enter such an address at the provider). */
const NO_PROOFS = [false, 'false', 'False', 'no', 0, null, 'True', '1', 1, {}, []];

type Claims = Readonly<Record<string, unknown>> & { readonly sub: string };

describe.each([
  ['memory', openMemoryHarness],
  ['PostgreSQL', openPostgresHarness],
])('an unverified address, %s', (_name, openStorage: () => Promise<StorageHarness>) => {
  let storage: StorageHarness;
  let evry: Evry;

  beforeEach(async () => {
    storage = await openStorage();
    evry = await openEvry({ adapters: storage });
  });
  afterEach(async () => {
    await evry.world.close();
    await storage.close();
  });

  const arrive = async (claims: Claims) => {
    const browser = new ApiBrowser(evry.world.url);
    const { location: providerUrl = '' } = await browser.open('authenticate/');
    const { location } = await browser.open(evry.world.identityProvider.signIn(providerUrl, claims));
    return { browser, location };
  };
  const signIn = async (claims: Claims) => {
    const { browser, location } = await arrive(claims);
    expect(location).toBe(SUCCESS);
    return browser;
  };
  const whoIs = async (browser: ApiBrowser) => (await browser.open('users/me/')).body as User;
  const send = (browser: ApiBrowser, method: string, path: string, body: object) =>
    browser.open(path, {
      method,
      body: JSON.stringify(body),
      headers: {
        'content-type': 'application/json',
        'x-csrftoken': browser.cookies.get('csrftoken') ?? '',
      },
    });
  const countIn = async (browser: ApiBrowser, path: string): Promise<number> => {
    const body = (await browser.open(path)).body as readonly unknown[] | { readonly count: number };
    return 'count' in body ? body.count : body.length;
  };
  const stored = ({ id }: Pick<User, 'id'>) => storage.unitOfWork.run(({ users }) => users.find(id));

  it('k1-email-verified-string: never gives the account of a superuser, whatever the type of the claim', async () => {
    const victim = await addUser(evry.world, {
      sub: 'victim',
      email: VICTIM.email,
      isStaff: true,
      isSuperuser: true,
    });
    for (const [index, verdict] of NO_PROOFS.entries()) {
      const claims = { ...ATTACKER, sub: `attacker-${index}`, email_verified: verdict };
      const attacker = await whoIs(await signIn(claims));
      expect([attacker.id === victim.id, 'is_staff' in attacker && attacker.is_staff], `${verdict}`).toEqual([
        false,
        false,
      ]);
    }
    expect(await stored(victim)).toEqual(victim);
  });

  it('b: an account made with it beforehand is not given to whom the address is', async () => {
    const attacker = await signIn({ ...ATTACKER, email_verified: false });
    const victim = await signIn({ ...VICTIM, email_verified: true });
    expect((await whoIs(victim)).id).not.toBe((await whoIs(attacker)).id);
    expect((await send(victim, 'POST', 'teams/', { name: 'secret team' })).status).toBe(201);
    expect(await countIn(victim, 'teams/')).toBe(1);
    expect(await countIn(attacker, 'teams/')).toBe(0);
  });

  it('b: and a sub that changes by e-mail ends every session that the account had', async () => {
    const [laptop, phone] = [await signIn(VICTIM), await signIn(VICTIM)];
    const { id } = await whoIs(laptop);
    const other = await signIn({ ...VICTIM, sub: 'other', siret: '21910228500018', email: 'o@mairie.fr' });
    const anew = await signIn({ ...VICTIM, sub: 'victim-2' });
    expect((await whoIs(anew)).id).toBe(id);
    expect([await laptop.whoAmI(), await phone.whoAmI(), await other.whoAmI()]).toEqual([401, 401, 200]);
    // The way back works the same for a verified person: the account does not stay with the other.
    await signIn(VICTIM);
    expect(await anew.whoAmI()).toBe(401);
  });

  it('c: is given nothing that it was invited to, until it is verified', async () => {
    const team = makeTeam({ name: 'Invited' });
    const owning = makeTeamAccess({ teamId: team.id, userId: evry.people.alice.id, role: 'owner' });
    await storage.seed.team(team);
    await storage.unitOfWork.run(({ teamAccesses }) => teamAccesses.insertIfAbsent(owning));
    const invited = await signIn({ ...ATTACKER, email_verified: false });
    for (const path of [`teams/${team.id}/invitations/`, 'mail-domains/evryfr/invitations/']) {
      const { status } = await evry.alice.rest('POST', path, { email: VICTIM.email, role: 'administrator' });
      // No account has the address: it gets an invitation, not an access at once.
      expect(status).toBe(201);
    }
    const uninvited = await signIn({ ...ATTACKER, sub: 'late', email_verified: 'no' });
    await signIn({ ...ATTACKER, email_verified: false });
    for (const browser of [invited, uninvited]) {
      expect([await countIn(browser, 'teams/'), await countIn(browser, 'mail-domains/')]).toEqual([0, 0]);
    }
    const own = await signIn({ ...ATTACKER, email_verified: 'true' });
    expect((await whoIs(own)).id).toBe((await whoIs(invited)).id);
    expect([await countIn(own, 'teams/'), await countIn(own, 'mail-domains/')]).toEqual([1, 1]);
    expect(await countIn(uninvited, 'teams/')).toBe(0);
  });

  it('d: makes no mailbox one’s own, and takes the place of no address', async () => {
    const mailbox = makeMailbox({
      mailDomainId: evry.evry.id,
      localPart: 'ada',
      secondaryEmail: 'ada@perso.fr',
      status: 'enabled',
    });
    await storage.unitOfWork.run(({ mailboxes }) => mailboxes.insert(mailbox));
    const [viewer, newcomer] = [
      await addUser(evry.world, { sub: 'viewer', email: 'viewer@evry.fr' }),
      await addUser(evry.world, { sub: 'newcomer', email: null }),
    ];
    for (const { id: userId } of [viewer, newcomer]) {
      const access = makeMailDomainAccess({ mailDomainId: evry.evry.id, userId, role: 'viewer' });
      await storage.unitOfWork.run(({ mailDomainAccesses }) => mailDomainAccesses.insertIfAbsent(access));
    }
    const path = `mail-domains/evryfr/mailboxes/${mailbox.id}/`;
    for (const { sub } of [viewer, newcomer]) {
      const browser = await signIn({ sub, email: 'ada@evry.fr', email_verified: false });
      const { status } = await send(browser, 'PATCH', path, { secondary_email: 'attacker@evil.example' });
      expect([sub, status]).toEqual([sub, 403]);
      expect((await browser.open(path)).body).toMatchObject({ secondary_email: 'ada@perso.fr' });
    }
    expect(await stored(viewer)).toMatchObject({ email: 'viewer@evry.fr', emailVerified: true });
    expect(await stored(newcomer)).toMatchObject({ email: 'ada@evry.fr', emailVerified: false });
    const own = await signIn({ sub: 'newcomer', email: 'ada@evry.fr', email_verified: true });
    expect((await send(own, 'PATCH', path, { secondary_email: 'ada@ailleurs.fr' })).status).toBe(200);
  });

  it('e: leaves the account that has it open to its owner', async () => {
    const { id } = await whoIs(await signIn(VICTIM));
    await signIn({ ...ATTACKER, email: 'mine@mairie.fr' });
    await signIn({ ...ATTACKER, email_verified: false });
    await signIn({ ...ATTACKER, sub: 'attacker-2', email_verified: 'false' });
    expect((await whoIs(await signIn({ ...VICTIM, sub: 'victim-2' }))).id).toBe(id);
  });

  it('f: joins and makes no organization by its domain', async () => {
    const intruder = { sub: 'intruder', email: 'intruder@evry.fr', email_verified: false };
    expect((await arrive(intruder)).location).toBe(FAILURE);
    expect((await arrive({ ...intruder, email: 'someone@nowhere.example' })).location).toBe(FAILURE);
    const { organizationId } = await addUser(evry.world, { sub: 'known', email: null });
    expect(organizationId).toBeNull();
    const known = await signIn({ ...intruder, sub: 'known' });
    expect(await whoIs(known)).toMatchObject({ organization: null });
    expect(await whoIs(await signIn({ ...intruder, email_verified: true }))).toMatchObject({
      organization: { name: "Mairie d'Évry" },
    });
  });

  it('is shown to whom it may belong and to staff, and found by no other', async () => {
    const { organizationId } = evry.people.alice;
    const shy = await addUser(evry.world, {
      sub: 'shy',
      name: 'Zoé Timide',
      email: 'victim@mairie.fr',
      emailVerified: false,
      organizationId,
    });
    const staff = await evry.world.signIn(await addUser(evry.world, { isStaff: true }));
    const found = async (search: string) => {
      const { body } = await evry.alice.rest('GET', `users/?q=${search}`);
      return (body as { results: { id: string; email: string | null }[] }).results;
    };
    expect(await found('victim')).toEqual([]);
    expect(await found('timide')).toMatchObject([{ id: shy.id, email: null }]);
    const available = async (search: string) =>
      (await evry.alice.rest('GET', `mail-domains/evryfr/accesses/users/?q=${search}`)).body;
    expect([await available('victim'), await available('timide')]).toMatchObject([
      [],
      [{ id: shy.id, email: null }],
    ]);
    const browser = await evry.world.signIn(shy);
    expect((await browser.rest('GET', 'users/me/')).body).toMatchObject({ email: 'victim@mairie.fr' });
    const { items } = await staff.regie.administration.accounts.list.query({ search: 'victim' });
    expect(items).toMatchObject([{ id: shy.id, email: 'victim@mairie.fr', emailVerified: false }]);
  });
});
