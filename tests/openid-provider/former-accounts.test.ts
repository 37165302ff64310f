import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Actor, actAs } from '../../src/application/shared/actor.ts';
import { COMMAND_LINE_ORIGIN } from '../../src/domain/audit/request-origin.ts';
import { isIn } from '../../src/domain/mailbox/mailbox.ts';
import { wanting } from '../../src/domain/mailbox/provisioning-transitions.ts';
import { makeMailDomainAccess } from '../builders/make-mail-domain-access.ts';
import { makeUser } from '../builders/make-user.ts';
import { makeProConnect, type OpenidWorld, openOpenidWorld } from '../support/openid-world.ts';

const LOGOUT_URI = 'https://rp.example/backchannel-logout';

let world: OpenidWorld;
let tokens: Readonly<Record<string, unknown>>;
beforeEach(async () => {
  world = await openOpenidWorld({ clients: [makeProConnect({ backchannelLogoutUri: LOGOUT_URI })] });
  ({ body: tokens } = await world.signIn());
});
afterEach(() => world.close());

const staff = { isStaff: true, isSuperuser: true, userId: null, origin: COMMAND_LINE_ORIGIN } as const;

const administrator = async (): Promise<Actor> => {
  const user = makeUser({ organizationId: world.organization.id });
  await world.unitOfWork.run(async ({ users, mailDomainAccesses }) => {
    await users.insertOrFind(user);
    await mailDomainAccesses.insert(
      makeMailDomainAccess({ userId: user.id, mailDomainId: world.mailDomain.id, role: 'owner' }),
    );
  });
  return actAs(user, COMMAND_LINE_ORIGIN);
};

/** What each change leaves of the sign-in. */
const left = async () => {
  await world.jobs.run();
  return {
    userinfo: (await world.userinfo(tokens['access_token'])).status,
    refresh: (await world.refresh(tokens['refresh_token'])).status,
    records: world.store.tables.openidRecords.count(({ mailboxId }) => mailboxId === world.ada.id),
    told: world.signOutNotifier.notices.map(({ clientId, mailboxId }) => ({ clientId, mailboxId })),
  };
};
const NOTHING_LEFT = () => ({
  userinfo: 401,
  refresh: 400,
  records: 0,
  told: [{ clientId: 'proconnect', mailboxId: world.ada.id }],
});

describe('an account ends, with codes, tokens and sessions, and its clients are told, when', () => {
  it('nothing happens: it does not', async () => {
    expect(await left()).toMatchObject({ userinfo: 200, refresh: 200, told: [] });
  });

  it('its mailbox is disabled', async () => {
    const actor = await administrator();
    // The mail service of this world has no such mailbox, and says so: here it is disabled at once all the same.
    const disabled = world.useCases.disableMailbox(actor, world.mailDomain.slug, world.ada.id);
    await expect(disabled).rejects.toThrow('The change is not to be made');
    expect(await left()).toEqual(NOTHING_LEFT());
  });

  it('its domain is disabled', async () => {
    await world.useCases.editMailDomain(staff, world.mailDomain.id, { isDisabled: true });
    expect(await left()).toEqual(NOTHING_LEFT());
  });

  it('its domain loses its organization', async () => {
    await world.useCases.editMailDomain(staff, world.mailDomain.id, { organizationId: null });
    expect(await left()).toEqual(NOTHING_LEFT());
  });

  it('its organization is disabled', async () => {
    await world.useCases.editOrganization(staff, world.organization.id, { isActive: false });
    expect(await left()).toEqual(NOTHING_LEFT());
  });

  it('somebody changed the database itself, within the hour', async () => {
    await world.unitOfWork.run(({ mailDomains }) =>
      mailDomains.update({ ...world.mailDomain, status: 'disabled' }),
    );
    expect((await world.userinfo(tokens['access_token'])).status).toBe(401);
    await world.useCases.jobHandlers.purge_openid_records({ name: 'purge_openid_records' });
    expect(await left()).toEqual(NOTHING_LEFT());
  });
});

it('a notice is tried again while the client does not answer, and given up after a day', async () => {
  world.signOutNotifier.outcome = { result: 'unavailable', reason: 'timeout' };
  await world.useCases.editMailDomain(staff, world.mailDomain.id, { isDisabled: true });
  await world.jobs.run();
  await world.advance(3600);
  const tried = world.signOutNotifier.notices.length;
  expect(tried).toBeGreaterThan(1);
  await world.advance(2 * 24 * 3600);
  const { length } = world.signOutNotifier.notices;
  await world.advance(24 * 3600);
  expect(world.signOutNotifier.notices).toHaveLength(length);
});

describe('a mailbox that is to be disabled, while the mail service is away', () => {
  const PASSWORD = 'a password of Ada';
  const authenticate = () =>
    world.useCases.authenticateMailbox({
      address: 'ada@varzy.example',
      password: PASSWORD,
      origin: COMMAND_LINE_ORIGIN,
      knownBrowser: undefined,
    });
  const stored = () => world.store.tables.mailboxes.find(world.ada.id);

  beforeEach(() =>
    world.unitOfWork.run(async ({ mailboxes }) =>
      mailboxes.update({ ...world.ada, passwordHash: await world.passwordHasher.hash(PASSWORD) }),
    ),
  );

  it('opens nothing any more', async () => {
    expect((await authenticate()).outcome).toBe('authenticated');
    world.mailProvisioner.setTrouble({ kind: 'unavailable' });
    await world.useCases.disableMailbox(await administrator(), world.mailDomain.slug, world.ada.id);
    expect(stored()).toMatchObject({ status: 'enabled', provisioning: { change: { active: false } } });
    expect((await authenticate()).outcome).toBe('refused');
    expect(await left()).toEqual(NOTHING_LEFT());
  });

  it('opens nothing with what it was given before, should that be there', async () => {
    const browser = world.browser();
    const { body } = await world.signIn({}, browser);
    await world.unitOfWork.run(async ({ mailboxes }) => {
      const { ada } = world;
      if (!isIn(ada, 'done')) throw new Error('the mailbox is there');
      await mailboxes.update(wanting(ada, { active: false }, new Date()));
    });
    expect(stored()?.status).toBe('enabled');
    expect((await world.userinfo(body['access_token'])).status).toBe(401);
    expect((await world.refresh(body['refresh_token'])).status).toBe(400);
    const silent = await browser.open(world.authorizeUrl({ prompt: 'none' }));
    expect(silent.landed?.searchParams.get('error')).toBe('login_required');
  });

  it('opens all again once somebody enables it', async () => {
    world.mailProvisioner.setTrouble({ kind: 'unavailable' });
    const actor = await administrator();
    await world.useCases.disableMailbox(actor, world.mailDomain.slug, world.ada.id);
    await world.useCases.enableMailbox(actor, world.mailDomain.slug, world.ada.id);
    expect((await authenticate()).outcome).toBe('authenticated');
  });
});
