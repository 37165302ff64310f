import { beforeEach, describe, expect, it } from 'vitest';
import { MemorySignInAttempts } from '../../../src/adapters/memory/identity/memory-sign-in-attempts.ts';
import { MemoryActionCounters } from '../../../src/adapters/memory/shared/memory-action-counters.ts';
import type { MailboxAuthentication } from '../../../src/application/identity/sign-in/authenticate-mailbox.ts';
import { LONGEST_PASSWORD } from '../../../src/application/identity/sign-in/authenticate-mailbox.ts';
import type { PasswordHasher } from '../../../src/application/shared/password-hasher.ts';
import type { SignInLimits } from '../../../src/domain/identity/sign-in-counting.ts';
import type { MailDomain } from '../../../src/domain/mail-domain/mail-domain.ts';
import type { Mailbox } from '../../../src/domain/mailbox/mailbox.ts';
import { makeUseCases } from '../../../src/infrastructure/container/container.ts';
import type { Adapters } from '../../../src/infrastructure/container/inputs/adapters.ts';
import { makeOrganization } from '../../builders/make-organization.ts';
import { ORIGIN } from '../../builders/origin.ts';
import { AMPLE_LIMITS } from '../../support/ample-limits.ts';
import { digestPasswordHasher, FORMER } from '../../support/digest-password-hasher.ts';
import { openUseCaseWorld, type UseCaseWorld } from '../../support/use-case-world.ts';

const ADDRESS = 'ada@varzy.example';
const PASSWORD = 'correct horse';

let world: UseCaseWorld;
let mailbox: Mailbox;
let mailDomain: MailDomain;

type Given = Partial<{ address: string; password: string; from: string | null; knownBrowser: string }>;
const attempt = ({ address = ADDRESS, password = PASSWORD, from = '192.0.2.7', knownBrowser }: Given = {}) =>
  world.useCases.authenticateMailbox({
    address,
    password,
    origin: { ...ORIGIN, address: from },
    knownBrowser,
  });
const wrong = async (times: number, given: Given = {}): Promise<void> => {
  for (let time = 0; time < times; time += 1) {
    expect(await attempt({ password: `wrong ${time}`, ...given })).toEqual({ outcome: 'refused' });
  }
};
const known = (authentication: MailboxAuthentication): string => {
  if (authentication.outcome !== 'authenticated') throw new Error(`It was ${authentication.outcome}`);
  return authentication.knownBrowser;
};
/** The use cases over the same storage, with other ports. */
const reopened = async (
  passwordHasher: PasswordHasher,
  others: Partial<Pick<Adapters, 'pause' | 'actionCounters'>> = {},
): Promise<UseCaseWorld['useCases']> =>
  makeUseCases({
    adapters: { ...world, passwordHasher, ...others },
    plugins: world.plugins,
    settings: world.settings,
  });
/** The same storage with other limits. */
const narrowed = async (limits: SignInLimits): Promise<UseCaseWorld> => ({
  ...world,
  useCases: makeUseCases({
    adapters: { ...world, signInAttempts: new MemorySignInAttempts(limits) },
    plugins: world.plugins,
    settings: world.settings,
  }),
});
const stored = () => world.tables().mailboxes.find(mailbox.id);
const actions = () => world.audited().map(({ action }) => action);
const warnings = () =>
  world
    .tables()
    .outgoingMails.all(() => true)
    .filter(({ kind }) => kind === 'mailbox_sign_in_warning');

beforeEach(async () => {
  world = await openUseCaseWorld();
  const organization = makeOrganization();
  await world.addOrganization(organization);
  mailDomain = await world.addMailDomain({
    name: 'varzy.example',
    status: 'enabled',
    organizationId: organization.id,
  });
  mailbox = await world.addMailbox({
    mailDomainId: mailDomain.id,
    status: 'enabled',
    localPart: 'ada',
    secondaryEmail: 'ada@home.example',
    passwordHash: await digestPasswordHasher.hash(PASSWORD),
  });
});

describe('the owner of a mailbox', () => {
  it('is recognized by address and password, however the address is written', async () => {
    const now = world.clock.now();
    for (const address of [ADDRESS, 'ADA@Varzy.Example']) {
      expect(await attempt({ address })).toMatchObject({
        outcome: 'authenticated',
        mailboxId: mailbox.id,
        at: now,
      });
    }
    expect(stored()?.lastLoginAt).toEqual(now);
    expect(world.audited().at(-1)).toMatchObject({
      action: 'mailbox.authenticated',
      objectId: mailbox.id,
      label: ADDRESS,
      organizationId: mailDomain.organizationId,
      actorId: null,
      origin: { address: '192.0.2.7' },
      details: { knownBrowser: false },
    });
  });

  it('is refused with a wrong password, which is noted without it', async () => {
    expect(await attempt({ password: 'an unlucky guess' })).toEqual({ outcome: 'refused' });
    expect(actions()).toEqual(['mailbox.sign_in_refused']);
    expect(JSON.stringify(world.audited())).not.toContain('unlucky');
    expect(stored()?.lastLoginAt).toBeNull();
  });

  it.each([
    ['has no password here', { passwordHash: null }],
    ['is disabled', { status: 'disabled' }],
  ] as const)('is refused when the mailbox %s', async (_what, given) => {
    const other = await world.addMailbox({
      mailDomainId: mailDomain.id,
      localPart: 'grace',
      passwordHash: await digestPasswordHasher.hash(PASSWORD),
      ...{ status: 'enabled' as const, ...given },
    });
    expect(await attempt({ address: 'grace@varzy.example' })).toEqual({ outcome: 'refused' });
    expect(world.tables().mailboxes.find(other.id)?.lastLoginAt).toBeNull();
  });

  it.each([
    ['an unknown address', { address: 'nobody@varzy.example' }],
    ['no address', { address: '' }],
    ['a text without end', { address: 'a'.repeat(100_000) }],
    ['a password without end', { password: PASSWORD.padEnd(LONGEST_PASSWORD + 1) }],
    ['an empty password', { password: '' }],
  ] as const)('is nobody with %s', async (_what, given) => {
    expect(await attempt(given)).toEqual({ outcome: 'refused' });
  });
});

describe('the hash of a password', () => {
  const formerHash = async () => `${FORMER}${await digestPasswordHasher.hash(PASSWORD)}`;
  const setHash = (passwordHash: string) =>
    world.unitOfWork.run(({ mailboxes }) => mailboxes.update({ ...mailbox, passwordHash }));

  it('of a former kind is replaced at sign-in, and the password stays', async () => {
    await setHash(await formerHash());
    expect(await attempt()).toMatchObject({ outcome: 'authenticated' });
    expect(stored()?.passwordHash).toBe(await digestPasswordHasher.hash(PASSWORD));
    expect(await attempt()).toMatchObject({ outcome: 'authenticated' });
  });

  it('of a former kind stays after a wrong password', async () => {
    const former = await formerHash();
    await setHash(former);
    await wrong(1);
    expect(stored()?.passwordHash).toBe(former);
  });

  it.each([
    ['another password', 'a new one', 'refused'],
    ['the same password', PASSWORD, 'authenticated'],
  ] as const)(
    'that is replaced by one of %s meanwhile is looked at again',
    async (_what, password, outcome) => {
      const changed = `${await digestPasswordHasher.hash(password)}`;
      let isChanged = false;
      const passwordHasher: PasswordHasher = {
        ...digestPasswordHasher,
        // Somebody stores another one while the first is being verified.
        verify: async (hash, given) => {
          const isRight = await digestPasswordHasher.verify(hash, given);
          if (!isChanged) await setHash(changed);
          isChanged = true;
          return isRight;
        },
      };
      await setHash(await formerHash());
      world = { ...world, useCases: await reopened(passwordHasher) };
      expect((await attempt()).outcome).toBe(outcome);
      expect(stored()?.passwordHash).toBe(changed);
    },
  );
});

describe('too many wrong passwords', () => {
  it('lock strangers out for a while, with the right password too', async () => {
    await wrong(5);
    expect(await attempt()).toEqual({ outcome: 'refused' });
    world.clock.advance(299);
    expect(await attempt()).toEqual({ outcome: 'refused' });
    world.clock.advance(1);
    expect(await attempt()).toMatchObject({ outcome: 'authenticated' });
    expect(actions().filter((action) => action === 'mailbox.sign_in_refused')).toHaveLength(5);
    expect(actions().filter((action) => action === 'mailbox.sign_in_locked')).toHaveLength(1);
  });

  it('are counted anew after a sign-in', async () => {
    await wrong(4);
    expect(await attempt()).toMatchObject({ outcome: 'authenticated' });
    await wrong(4);
    expect(await attempt()).toMatchObject({ outcome: 'authenticated' });
  });

  it('are those of one address in all its spellings, from everywhere', async () => {
    const spellings = ['ADA@varzy.example', 'a.da@varzy.example', 'ada@VARZY.EXAMPLE', 'a+da@varzy.example'];
    for (const [index, address] of spellings.entries()) {
      expect(await attempt({ address, password: 'wrong', from: `192.0.2.${index}` })).toEqual({
        outcome: 'refused',
      });
    }
    await wrong(1, { from: '198.51.100.1' });
    expect(await attempt()).toEqual({ outcome: 'refused' });
    expect(actions()).toContain('mailbox.sign_in_locked');
  });

  it('at an address that nobody has end as others do', async () => {
    await wrong(20, { address: 'nobody@varzy.example' });
    expect(actions()).toEqual([]);
  });

  it('many at once are no more than one after the other', async () => {
    const guesses = Array.from({ length: 30 }, (_, index) =>
      attempt({ password: index === 29 ? PASSWORD : `guess ${index}` }),
    );
    const outcomes = (await Promise.all(guesses)).map(({ outcome }) => outcome);
    expect(outcomes).not.toContain('authenticated');
    expect(actions().filter((action) => action === 'mailbox.sign_in_refused')).toHaveLength(5);
  });
});

describe('a browser in which the owner has signed in', () => {
  it('is not locked out by strangers', async () => {
    const knownBrowser = known(await attempt());
    await wrong(10, { from: '198.51.100.1' });
    expect(await attempt()).toEqual({ outcome: 'refused' });
    const again = await attempt({ knownBrowser });
    expect(again).toMatchObject({ outcome: 'authenticated' });
    expect(world.audited().at(-1)?.details).toEqual({ knownBrowser: true });
    // It is known by what it gets now; the lock on strangers stays.
    expect(await attempt()).toEqual({ outcome: 'refused' });
    expect(await attempt({ knownBrowser: known(again) })).toMatchObject({ outcome: 'authenticated' });
  });

  it('is not kept away by strangers in the same network', async () => {
    const narrow = { attempts: 5, lockoutSeconds: 300, source: { requests: 3, seconds: 3600 } };
    world = await narrowed(narrow);
    const knownBrowser = known(await attempt());
    await wrong(3, { address: 'nobody@varzy.example' });
    expect(await attempt()).toMatchObject({ outcome: 'slowed_down' });
    expect(await attempt({ knownBrowser })).toMatchObject({ outcome: 'authenticated' });
  });

  it('has a limit of its own', async () => {
    const knownBrowser = known(await attempt());
    await wrong(5, { knownBrowser });
    expect(await attempt({ knownBrowser })).toEqual({ outcome: 'refused' });
    expect(await attempt()).toMatchObject({ outcome: 'authenticated' });
  });

  it('is known for that mailbox alone, and not by a forged text', async () => {
    await world.addMailbox({
      mailDomainId: mailDomain.id,
      status: 'enabled',
      localPart: 'mallory',
      passwordHash: await digestPasswordHasher.hash('her own'),
    });
    const ofAnother = known(await attempt({ address: 'mallory@varzy.example', password: 'her own' }));
    const own = known(await attempt());
    const forged = own.replace(/^./, (letter) => (letter === 'A' ? 'B' : 'A'));
    await wrong(5);
    for (const knownBrowser of [ofAnother, forged, 'anything']) {
      expect(await attempt({ knownBrowser })).toEqual({ outcome: 'refused' });
    }
  });

  it('stays known for a second mailbox', async () => {
    await world.addMailbox({
      mailDomainId: mailDomain.id,
      status: 'enabled',
      localPart: 'contact',
      passwordHash: await digestPasswordHasher.hash('shared'),
    });
    const first = known(await attempt());
    const both = known(
      await attempt({ address: 'contact@varzy.example', password: 'shared', knownBrowser: first }),
    );
    await wrong(5, { from: '198.51.100.1' });
    expect(await attempt({ knownBrowser: both })).toMatchObject({ outcome: 'authenticated' });
  });
});

describe('the owner is told', () => {
  it('at the address outside when somebody is locked out, once a day at most', async () => {
    await wrong(5);
    expect(warnings()).toMatchObject([
      {
        recipient: 'ada@home.example',
        mailboxId: mailbox.id,
        language: 'fr-fr',
        content: { kind: 'mailbox_sign_in_warning', address: ADDRESS },
      },
    ]);
    world.clock.advance(3600);
    await wrong(5);
    expect(warnings()).toHaveLength(1);
    world.clock.advance(23 * 3600);
    await wrong(5);
    expect(warnings()).toHaveLength(2);
  });

  it('also when somebody guesses too slowly to be locked out, and not by a few mistakes of a day', async () => {
    const rates = AMPLE_LIMITS.actionRates;
    const guesses = { requests: 20, seconds: 24 * 3600 };
    const actionCounters = new MemoryActionCounters({
      ...rates,
      mailbox_guess: { burst: guesses, sustained: guesses },
    });
    world = { ...world, useCases: await reopened(digestPasswordHasher, { actionCounters }) };
    for (let round = 0; round < 5; round += 1) {
      await wrong(4);
      expect(await attempt()).toMatchObject({ outcome: 'authenticated' });
    }
    expect(warnings()).toHaveLength(0);
    await wrong(1);
    expect(warnings()).toHaveLength(1);
    expect(actions()).not.toContain('mailbox.sign_in_locked');
    world.clock.advance(25 * 3600);
    await wrong(4);
    expect(warnings()).toHaveLength(1);
  });

  it('by nobody at the mailbox itself, nor where there is no other address', async () => {
    for (const secondaryEmail of [null, ADDRESS]) {
      await world.unitOfWork.run(({ mailboxes }) => mailboxes.update({ ...mailbox, secondaryEmail }));
      await wrong(5);
      world.clock.advance(301);
    }
    expect(warnings()).toEqual([]);
    expect(actions().filter((action) => action === 'mailbox.sign_in_locked')).toHaveLength(2);
  });
});

describe('a network', () => {
  const narrow = { attempts: 5, lockoutSeconds: 300, source: { requests: 3, seconds: 3600 } };
  const nobody = (index: number, from: string) =>
    attempt({ address: `nobody${index}@varzy.example`, password: 'wrong', from });

  it.each([
    ['an IPv4 address', ['192.0.2.7', '192.0.2.7', '192.0.2.7', '::ffff:192.0.2.7'], '192.0.2.8'],
    [
      'the first 64 bits of an IPv6 address',
      ['2001:db8:1:2::1', '2001:db8:1:2::2', '2001:db8:1:2:ffff::', '2001:DB8:1:2:a:b:c:d'],
      '2001:db8:1:3::1',
    ],
  ])('is %s: it may cause so many failures, and then waits', async (_what, [a, b, c, d], other) => {
    world = await narrowed(narrow);
    for (const [index, from] of [a, b, c].entries()) {
      expect(await nobody(index, from ?? '')).toEqual({ outcome: 'refused' });
    }
    expect(await nobody(3, d ?? '')).toEqual({ outcome: 'slowed_down', seconds: 1200 });
    expect(await attempt({ from: d ?? null })).toEqual({ outcome: 'slowed_down', seconds: 1200 });
    expect(await attempt({ from: other })).toMatchObject({ outcome: 'authenticated' });
    world.clock.advance(1200);
    expect(await attempt({ from: d ?? null })).toMatchObject({ outcome: 'authenticated' });
  });

  it('that is unknown is not counted', async () => {
    world = await narrowed(narrow);
    for (let index = 0; index < 10; index += 1) {
      expect(await attempt({ address: `nobody${index}@varzy.example`, from: null })).toEqual({
        outcome: 'refused',
      });
    }
  });

  it('may sign in as often as it likes', async () => {
    world = await narrowed(narrow);
    for (let time = 0; time < 10; time += 1) {
      expect(await attempt()).toMatchObject({ outcome: 'authenticated' });
    }
  });
});

it('a flood is turned away before anything is hashed', async () => {
  let hashed = 0;
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const passwordHasher: PasswordHasher = {
    ...digestPasswordHasher,
    verify: async () => {
      hashed += 1;
      await held;
      return false;
    },
  };
  world = { ...world, useCases: await reopened(passwordHasher) };
  const asked = Array.from({ length: 300 }, (_, index) =>
    attempt({ address: `nobody${index}@varzy.example`, from: null }),
  );
  const turnedAway = await Promise.all(asked.slice(100));
  expect(new Set(turnedAway.map(({ outcome }) => outcome))).toEqual(new Set(['slowed_down']));
  release();
  const others = await Promise.all(asked.slice(0, 100));
  expect(new Set(others.map(({ outcome }) => outcome))).toEqual(new Set(['refused']));
  expect(hashed).toBe(100);
});

it('every refusal lasts as long as the slowest, and a success as long as it takes', async () => {
  const waited: Date[] = [];
  world = {
    ...world,
    useCases: await reopened(digestPasswordHasher, {
      pause: { until: async (moment) => void waited.push(moment) },
    }),
  };
  const later = new Date(world.clock.now().getTime() + 1_000);
  await attempt();
  expect(waited).toEqual([]);
  await wrong(5);
  await attempt();
  await attempt({ address: 'nobody@varzy.example' });
  expect(waited).toEqual(Array.from({ length: 7 }, () => later));
});
