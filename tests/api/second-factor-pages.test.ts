import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { actAs } from '../../src/application/shared/actor.ts';
import type { Authenticator } from '../../src/domain/identity/authenticator.ts';
import type { Mailbox } from '../../src/domain/mailbox/mailbox.ts';
import type { AuthenticatorId, MailboxId } from '../../src/domain/shared/ids.ts';
import { makeMailDomainAccess } from '../builders/make-mail-domain-access.ts';
import { makeMailbox } from '../builders/make-mailbox.ts';
import { makeUser } from '../builders/make-user.ts';
import { newId } from '../builders/new-id.ts';
import { ORIGIN } from '../builders/origin.ts';
import { type ApiWorld, openApiWorld, START } from '../support/api-world.ts';
import { codeOf } from '../support/code-of.ts';
import { digestPasswordHasher } from '../support/digest-password-hasher.ts';
import { addMailboxOwner, OWNER } from '../support/mailbox-owner.ts';
import { PageReader, type ReadPage } from '../support/page-reader.ts';

const FACTORS = '/o/account/factors/';
const ADD = `${FACTORS}add/`;
const TOTP = `${ADD}totp/`;
const PASSKEY = `${ADD}passkey/`;
const MINUTE = 60;

let world: ApiWorld;
let ada: Mailbox;
let bob: Mailbox;
let reader: PageReader;

const BOB = { address: 'bob@varzy.example', password: 'bob sings in the rain' } as const;

beforeEach(async () => {
  world = await openApiWorld({ openid: {} });
  world.clock.advance((Date.now() - START.getTime()) / 1000);
  ada = await addMailboxOwner(world.unitOfWork);
  bob = makeMailbox({
    mailDomainId: ada.mailDomainId,
    status: 'enabled',
    localPart: 'bob',
    firstName: 'Bob',
    secondaryEmail: 'bob@home.example',
    passwordHash: await digestPasswordHasher.hash(BOB.password),
  });
  await world.unitOfWork.run(({ mailboxes }) => mailboxes.insert(bob));
  reader = new PageReader(world.url);
});
afterEach(() => world.close());

/** Signs in to the account, by the password alone. */
async function signIn(of: PageReader = reader, who: { address: string; password: string } = OWNER) {
  await of.get('/o/account/sign-in/?next=add-factor');
  return of.post('/o/account/sign-in/?next=add-factor', { login: who.address, password: who.password });
}
async function mailedCode(): Promise<string> {
  await world.jobs.run();
  const content = world.mailer.sent.at(-1)?.content;
  if (content?.kind !== 'enrolment_code') throw new Error('no code was mailed');
  return content.enrolmentCode;
}
/** Proves that the owner reads the secondary address. */
async function prove(of: PageReader = reader): Promise<ReadPage> {
  await of.get(ADD);
  await of.follow(await of.post(ADD, { action: 'send' }));
  return of.follow(await of.post(ADD, { action: 'check', code: await mailedCode() }));
}
const signInAndProve = async (): Promise<void> => {
  await signIn();
  await prove();
};
const secretIn = ({ page }: ReadPage): string => page('code').first().text().replaceAll(' ', '');
const sealedIn = ({ page }: ReadPage): string => String(page('input[name=sealed]').val());
/** Adds an application whose secret the last page showed. */
const addShown = (shown: ReadPage, fields: Readonly<Record<string, string>> = {}) =>
  reader.post(TOTP, {
    sealed: sealedIn(shown),
    code: codeOf(secretIn(shown), world.clock.now()),
    name: 'Telephone',
    ...fields,
  });
async function enrol(): Promise<ReadPage> {
  await signInAndProve();
  return addShown(await reader.get(TOTP));
}

const factorsOf = (mailboxId: MailboxId) => world.useCases.listFactors(mailboxId);
const namesOf = async (mailboxId: MailboxId = ada.id) =>
  (await factorsOf(mailboxId)).authenticators.map(({ name }) => name);
/** Stores an application of somebody, as if they had added it elsewhere. */
async function seed(mailboxId: MailboxId = ada.id, name = 'Elsewhere'): Promise<AuthenticatorId> {
  const totp: Authenticator = {
    kind: 'totp',
    id: newId<AuthenticatorId>(),
    mailboxId,
    name,
    createdAt: world.clock.now(),
    lastUsedAt: null,
    secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
    lastStep: 0,
  };
  await world.unitOfWork.run(({ authenticators }) => authenticators.insert(totp));
  return totp.id;
}

/** What every one of these pages holds to. */
function expectSafe(answer: ReadPage): void {
  const policy = String(answer.headers['content-security-policy']);
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toMatch(/unsafe|\*/);
  expect(answer.headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
  expect(answer.page('h1')).toHaveLength(1);
  expect(answer.page('[style], [onclick], iframe')).toHaveLength(0);
}

describe('a first application', () => {
  it('is added after a code from the mail, and brings recovery codes, shown once', async () => {
    expect((await signIn()).headers.location).toBe(ADD);
    const asked = await reader.get(ADD);
    expectSafe(asked);
    expect(asked.page('main').text()).toContain('a•••@home.example');
    expect(asked.text).not.toContain('ada@home.example');

    const ways = await prove();
    expectSafe(ways);
    expect(ways.page(`a[href="${PASSKEY}"]`)).toHaveLength(1);

    const shown = await reader.get(TOTP);
    expectSafe(shown);
    expect(shown.page('svg[role=img]')).toHaveLength(1);
    const session = reader.cookies.get('regie_openid');
    const codes = await addShown(shown);
    expect(codes.status).toBe(200);
    expectSafe(codes);
    expect(codes.page('.codes code')).toHaveLength(10);
    expect(codes.page('a.kept').attr('href')).toBe(`${FACTORS}?done=added`);
    // More is proved now: who knew the former cookie has nothing.
    expect(reader.cookies.get('regie_openid')).not.toBe(session);

    const list = await reader.get(`${FACTORS}?done=added`);
    expectSafe(list);
    expect(list.page('.cards h3').text()).toBe('Telephone');
    expect(list.text).not.toContain(codes.page('.codes code').first().text());
    const account = await reader.get('/o/account/');
    expect(account.page(`a[href="${FACTORS}"]`)).toHaveLength(1);
    await world.jobs.run();
    expect(world.mailer.sent.map(({ content }) => content.kind)).toContain('second_factor_changed');
  });

  it('ends the sign-ins of other browsers, and is asked for from then on', async () => {
    const elsewhere = new PageReader(world.url);
    await signIn(elsewhere);
    await enrol();
    expect((await elsewhere.get('/o/account/')).headers.location).toBe('/o/account/sign-in/');
    expect((await reader.get('/o/account/')).status).toBe(200);
    const later = new PageReader(world.url);
    expect((await signIn(later)).headers.location).toContain('second-factor');
    expect((await later.get(FACTORS)).status).toBe(303);
  });

  it('has its secret and its name again after a wrong code', async () => {
    await signInAndProve();
    const shown = await reader.get(TOTP);
    const again = await addShown(shown, { code: '000000', name: 'My telephone' });
    expect(again.status).toBe(422);
    expect(again.page('title').text()).toMatch(/^Error: /);
    expect(secretIn(again)).toBe(secretIn(shown));
    expect(again.page('#name').val()).toBe('My telephone');
    expect(again.page('#code').val()).toBeUndefined();
    expect((await addShown(again)).page('.codes')).toHaveLength(1);
  });

  it.each([
    ['is empty', ''],
    ['has control characters', 'Tele\u0000phone'],
    ['has several lines', 'Tele\nphone'],
    ['has 300 characters', 'x'.repeat(300)],
    ['has 65 characters', 'x'.repeat(65)],
  ])('is not added under a name that %s', async (_what, name) => {
    await signInAndProve();
    const answer = await addShown(await reader.get(TOTP), { name });
    expect(answer.status).toBe(422);
    expect(answer.page('#name').attr('aria-invalid')).toBe('true');
    expect(await namesOf()).toEqual([]);
  });
});

describe('nobody adds a factor', () => {
  it('with the password alone', async () => {
    await signIn();
    expect((await reader.get(TOTP)).headers.location).toBe(ADD);
    expect((await reader.get(PASSKEY)).headers.location).toBe(ADD);
    await reader.get(ADD);
    // A secret of this very mailbox, as if a page had been shown.
    const offer = await world.useCases.beginTotpEnrolment(ada.id);
    if (!offer) throw new Error('nothing was offered');
    const code = codeOf(offer.secret, world.clock.now());
    const answer = await reader.post(TOTP, { sealed: offer.sealed, code, name: 'Thief' });
    expect(answer.headers.location).toBe(ADD);
    expect((await reader.postJson(`${PASSKEY}options/`, {})).headers.location).toBe(ADD);
    expect(await namesOf()).toEqual([]);
  });

  it('whose password is stolen, by changing the secondary address first', async () => {
    await world.unitOfWork.run(async ({ mailboxes }) => {
      const found = await mailboxes.lock(ada.id);
      const changed = { secondaryEmail: 'thief@home.example', secondaryEmailByOwnerAt: world.clock.now() };
      if (found) await mailboxes.update({ ...found, ...changed });
    });
    await signIn();
    const asked = await reader.get(ADD);
    expect(asked.page('.code-submit')).toHaveLength(0);
    expect(asked.page('time')).toHaveLength(1);
    await reader.post(ADD, { action: 'send' });
    await world.jobs.run();
    expect(world.mailer.sent).toEqual([]);
  });

  it.each(['12345678', '', 'x', '1'.repeat(9)])('by guessing the code: %j', async (code) => {
    await signIn();
    await reader.get(ADD);
    await reader.follow(await reader.post(ADD, { action: 'send' }));
    if ((await mailedCode()) === code) return;
    const answer = await reader.post(ADD, { action: 'check', code });
    expect(answer.status).toBe(422);
    expect(answer.page('#code').attr('aria-invalid')).toBe('true');
    expect((await reader.get(TOTP)).headers.location).toBe(ADD);
  });

  it('by a code that was mailed for another browser', async () => {
    await signIn();
    await reader.get(ADD);
    await reader.post(ADD, { action: 'send' });
    const code = await mailedCode();
    const thief = new PageReader(world.url);
    await signIn(thief);
    await thief.get(ADD);
    const answer = await thief.post(ADD, { action: 'check', code });
    expect(answer.status).toBe(422);
    expect((await thief.get(TOTP)).headers.location).toBe(ADD);
  });

  it('to the mailbox of somebody else: by a secret, or a form, of theirs', async () => {
    await signInAndProve();
    const shown = await reader.get(TOTP);
    const theirs = await world.useCases.beginTotpEnrolment(bob.id);
    if (!theirs) throw new Error('nothing was offered');
    const code = codeOf(theirs.secret, world.clock.now());
    expect((await addShown(shown, { sealed: theirs.sealed, code })).status).toBe(422);

    const thief = new PageReader(world.url);
    await signIn(thief, BOB);
    await prove(thief);
    await thief.get(TOTP);
    const sealed = sealedIn(shown);
    const ours = { sealed, code: codeOf(secretIn(shown), world.clock.now()), name: 'Thief' };
    expect((await thief.post(TOTP, ours)).status).toBe(422);
    for (const id of [ada.id, bob.id]) expect(await namesOf(id)).toEqual([]);
  });

  it('in a session that is old: it is begun anew, and leads back', async () => {
    await signInAndProve();
    const shown = await reader.get(TOTP);
    world.clock.advance(15 * MINUTE + 1);
    const again = '/o/account/sign-in/?next=add-factor';
    for (const path of [ADD, TOTP, PASSKEY]) expect((await reader.get(path)).headers.location).toBe(again);
    expect((await addShown(shown)).headers.location).toBe(again);
    expect(await namesOf()).toEqual([]);
    expect((await reader.get(again)).page('#password')).toHaveLength(1);
    expect((await signIn()).headers.location).toBe(ADD);
  });

  it('in a session of one factor where there is another one already', async () => {
    await signInAndProve();
    const shown = await reader.get(TOTP);
    await seed();
    expect((await addShown(shown)).status).toBe(303);
    expect(await namesOf()).toEqual(['Elsewhere']);
    for (const path of [FACTORS, ADD, TOTP, `${FACTORS}recovery-codes/`]) {
      expect((await reader.get(path)).headers.location).toContain('/o/account/sign-in/');
    }
  });

  it('after the tenth', async () => {
    await enrol();
    for (let number = 2; number <= 10; number += 1) await seed(ada.id, `No. ${number}`);
    const answer = await reader.get(ADD);
    expect(answer.status).toBe(422);
    const added = await addShown(await reader.get(TOTP));
    expect(added.status).toBe(422);
    expect(await namesOf()).toHaveLength(10);
  });

  it('twice with one proof: the next one is proved by the first', async () => {
    await enrol();
    expect(await world.useCases.readEnrolment({ mailboxId: ada.id, boundTo: 'any' })).toMatchObject({
      isProven: false,
    });
    // The sign-in counts as one with both factors, for a quarter of an hour.
    expect((await reader.get(TOTP)).status).toBe(200);
    world.clock.advance(15 * MINUTE + 1);
    expect((await reader.get(TOTP)).headers.location).toBe('/o/account/sign-in/?next=add-factor');
  });
});

describe('a link of an administrator', () => {
  async function handOver(): Promise<URL> {
    const user = makeUser();
    const slug = await world.unitOfWork.run(async ({ users, mailDomains, mailDomainAccesses }) => {
      await users.insertOrFind(user);
      const { mailDomainId } = ada;
      await mailDomainAccesses.insertIfAbsent(
        makeMailDomainAccess({ userId: user.id, mailDomainId, role: 'owner' }),
      );
      return (await mailDomains.find(mailDomainId))?.slug ?? '';
    });
    const target = { place: { slug }, id: ada.id };
    return new URL((await world.useCases.handOverEnrolmentLink(actAs(user, ORIGIN), target)).url);
  }
  const open = (of: PageReader, { searchParams }: URL) => of.get(`${FACTORS}link/?${searchParams}`);
  const linkIn = ({ page }: ReadPage): string => String(page('#link').val() ?? '');

  it('leads through the sign-in to a button, and by that to the factor', async () => {
    const link = await handOver();
    const opened = await open(reader, link);
    expect(opened.headers.location).toBe(ADD);
    expect((await reader.get(ADD)).headers.location).toBe('/o/account/sign-in/?next=add-factor');
    await signIn();
    const asked = await reader.get(ADD);
    expectSafe(asked);
    expect(linkIn(asked)).toBe(link.searchParams.get('token'));
    const ways = await reader.follow(await reader.post(ADD, { action: 'link', link: linkIn(asked) }));
    expect(ways.page(`a[href="${TOTP}"]`)).toHaveLength(1);
    expect([...reader.cookies.values()]).not.toContain(link.searchParams.get('token'));
    expect((await addShown(await reader.get(TOTP))).page('.codes')).toHaveLength(1);
  });

  it('can be pasted as it was given', async () => {
    const link = await handOver();
    await signIn();
    await reader.get(ADD);
    expect((await reader.post(ADD, { action: 'link', link: ` ${link.href} ` })).headers.location).toBe(ADD);
    expect((await reader.get(TOTP)).status).toBe(200);
  });

  it('is nothing without the password, and stays good however often it is read', async () => {
    const link = await handOver();
    const thief = new PageReader(world.url);
    for (let times = 0; times < 5; times += 1) await open(thief, link);
    expect((await thief.follow(await open(thief, link))).page('#password')).toHaveLength(1);
    expect((await thief.get(TOTP)).status).toBe(303);
    await signIn();
    await reader.get(ADD);
    expect((await reader.post(ADD, { action: 'link', link: link.href })).status).toBe(303);
  });

  it.each([
    ['of somebody else', async (link: URL) => link.href],
    ['that is none', async () => 'https://regie.test/?token=none'],
    ['that is empty', async () => ''],
  ])('proves nothing to the owner of another mailbox: one %s', async (_what, pasted) => {
    const link = await handOver();
    await signIn(reader, BOB);
    await reader.get(ADD);
    const answer = await reader.post(ADD, { action: 'link', link: await pasted(link) });
    expect(answer.status).toBe(422);
    expect(answer.page('#link').attr('aria-invalid')).toBe('true');
    expect((await reader.get(TOTP)).headers.location).toBe(ADD);
    const owner = new PageReader(world.url);
    await signIn(owner);
    await owner.get(ADD);
    expect((await owner.post(ADD, { action: 'link', link: link.href })).status).toBe(303);
  });

  it('is used once, in one browser', async () => {
    const link = await handOver();
    await signIn();
    await reader.get(ADD);
    await reader.post(ADD, { action: 'link', link: link.href });
    const thief = new PageReader(world.url);
    await signIn(thief);
    await thief.get(ADD);
    expect((await thief.post(ADD, { action: 'link', link: link.href })).status).toBe(422);
    expect((await thief.get(TOTP)).headers.location).toBe(ADD);
  });

  it('is kept by the browser only if it can be one', async () => {
    for (const token of ['a', 'x'.repeat(1_000), 'a b; Path=/', '<script>']) {
      const answer = await reader.get(`${FACTORS}link/?${new URLSearchParams({ token })}`);
      expect(answer.headers['set-cookie'] ?? []).not.toContainEqual(
        expect.stringContaining('enrolment_link'),
      );
    }
  });
});

describe('the factors that one has', () => {
  it('are renamed and removed, each after a form of one’s own', async () => {
    await enrol();
    const [factor] = (await factorsOf(ada.id)).authenticators;
    const id = factor?.id ?? '';
    expectSafe(await reader.get(`${FACTORS}rename/?id=${id}`));
    const bad = await reader.post(`${FACTORS}rename/`, { id, name: 'x'.repeat(300) });
    expect(bad.status).toBe(422);
    const renamed = await reader.post(`${FACTORS}rename/`, { id, name: 'New name' });
    expect(renamed.headers.location).toBe(`${FACTORS}?done=renamed`);
    expect(await namesOf()).toEqual(['New name']);

    const asked = await reader.get(`${FACTORS}remove/?id=${id}`);
    expectSafe(asked);
    expect(asked.page('.warning').text()).toContain('recovery codes end');
    const removed = await reader.post(`${FACTORS}remove/`, { id });
    expect(removed.headers.location).toBe(`${FACTORS}?done=removed`);
    expect(await factorsOf(ada.id)).toEqual({ authenticators: [], recoveryCodes: null });
  });

  it('are one’s own: those of others are not found', async () => {
    await enrol();
    const id = await seed(bob.id, 'Bob’s');
    for (const path of ['rename/', 'remove/']) {
      expect((await reader.get(`${FACTORS}${path}?id=${id}`)).headers.location).toBe(`${FACTORS}?done=gone`);
      await reader.get(`${FACTORS}recovery-codes/`);
      const answer = await reader.post(`${FACTORS}${path}`, { id, name: 'Taken' });
      expect(answer.headers.location).toBe(`${FACTORS}?done=gone`);
    }
    expect(await namesOf(bob.id)).toEqual(['Bob’s']);
  });

  it('get new recovery codes, which end the former ones', async () => {
    const first = await enrol();
    const former = first.page('.codes code').first().text();
    expectSafe(await reader.get(`${FACTORS}recovery-codes/`));
    const renewed = await reader.post(`${FACTORS}recovery-codes/`, {});
    expect(renewed.page('.codes code')).toHaveLength(10);
    expect(renewed.text).not.toContain(former);
    const attempt = { mailboxId: ada.id, code: former, origin: ORIGIN };
    expect(await world.useCases.verifyRecoveryCode(attempt)).toMatchObject({ outcome: 'refused' });
  });

  it('are changed in a recent sign-in only', async () => {
    await enrol();
    const [factor] = (await factorsOf(ada.id)).authenticators;
    const id = factor?.id ?? '';
    await reader.get(`${FACTORS}remove/?id=${id}`);
    world.clock.advance(15 * MINUTE + 1);
    expect((await reader.get(FACTORS)).status).toBe(200);
    for (const path of ['rename/', 'remove/', 'recovery-codes/']) {
      const again = '/o/account/sign-in/?next=factors';
      expect((await reader.get(`${FACTORS}${path}?id=${id}`)).headers.location).toBe(again);
      expect((await reader.post(`${FACTORS}${path}`, { id, name: 'x' })).headers.location).toBe(again);
    }
    expect(await namesOf()).toEqual(['Telephone']);
  });
});

describe('forms of other sites, browsers and sessions', () => {
  type Forged = readonly [path: string, fields: Readonly<Record<string, string>>];
  const FORGED: readonly Forged[] = [
    [ADD, { action: 'send' }],
    [ADD, { action: 'check', code: '12345678' }],
    [ADD, { action: 'link', link: 'x' }],
    [TOTP, { sealed: 'x', code: '123456', name: 'x' }],
    [PASSKEY, { response: '{}', name: 'x' }],
    [`${FACTORS}rename/`, { name: 'x' }],
    [`${FACTORS}remove/`, {}],
    [`${FACTORS}recovery-codes/`, {}],
  ];

  it.each(FORGED)('change nothing at %s %j', async (path, fields) => {
    await enrol();
    const [factor] = (await factorsOf(ada.id)).authenticators;
    const id = factor?.id ?? '';
    const before = await factorsOf(ada.id);
    const other = new PageReader(world.url);
    await signIn(other, BOB);
    const theirs = String((await other.get(ADD)).page('input[name=form_token]').first().val());
    await reader.get(`${FACTORS}remove/?id=${id}`);
    const sent = { id, ...fields };
    for (const answer of [
      await reader.post(path, { ...sent, form_token: '' }),
      await reader.post(path, { ...sent, form_token: theirs }),
      await reader.post(path, sent, { 'sec-fetch-site': 'cross-site' }),
      await reader.post(path, sent, { 'sec-fetch-site': 'same-site' }),
    ]) {
      expect(answer.status).toBe(403);
      expectSafe(answer);
    }
    const noForm = await reader.send(path, 'POST', '{}', { 'content-type': 'application/json' });
    expect(noForm.status).toBe(415);
    const endless = await reader.post(path, { ...sent, code: 'x'.repeat(100_000) });
    expect(endless.status).toBe(413);
    expect(await factorsOf(ada.id)).toEqual(before);
  });

  it('get no challenge for a passkey', async () => {
    await enrol();
    await reader.get(PASSKEY);
    const options = `${PASSKEY}options/`;
    expect((await reader.postJson(options, { form_token: 'x' })).status).toBe(403);
    expect((await reader.postJson(options, { form_token: 1 })).status).toBe(403);
    expect((await reader.post(options, {})).status).toBe(415);
    expect((await reader.get(options)).status).toBe(405);
    expect((await reader.postJson(options, {})).status).toBe(200);
  });
});
