import { beforeEach, describe, expect, it } from 'vitest';
import { MemoryActionCounters } from '../../../src/adapters/memory/shared/memory-action-counters.ts';
import { makeCheckEnrolmentCode } from '../../../src/application/identity/enrolment/check-enrolment-code.ts';
import type { Enrolling } from '../../../src/application/identity/enrolment/enrolment-records.ts';
import { makeSendEnrolmentCode } from '../../../src/application/identity/enrolment/send-enrolment-code.ts';
import type { Actor } from '../../../src/application/shared/actor.ts';
import type { Mailbox } from '../../../src/domain/mailbox/mailbox.ts';
import type { MailboxId } from '../../../src/domain/shared/ids.ts';
import { makeMailAlias } from '../../builders/make-mail-alias.ts';
import { makeMailbox } from '../../builders/make-mailbox.ts';
import { ORIGIN } from '../../builders/origin.ts';
import { AMPLE_LIMITS } from '../../support/ample-limits.ts';
import { addMailboxOwner } from '../../support/mailbox-owner.ts';
import { openUseCaseWorld, type UseCaseWorld } from '../../support/use-case-world.ts';

const HERE = 'session one';
const OUTSIDE = 'ada@home.example';
const MINUTE = 60;

const only = (requests: number, seconds: number) => ({
  burst: { requests, seconds },
  sustained: { requests, seconds },
});
/** As in production. */
const RATES = {
  ...AMPLE_LIMITS.actionRates,
  enrolment_code_try: only(5, 3600),
  enrolment_code_daily: only(20, 24 * 3600),
};

let world: UseCaseWorld;
let mailbox: Mailbox;
let useCases: Readonly<{
  send: ReturnType<typeof makeSendEnrolmentCode>;
  check: ReturnType<typeof makeCheckEnrolmentCode>;
}>;

beforeEach(async () => {
  world = await openUseCaseWorld();
  mailbox = await addMailboxOwner(world.unitOfWork, {}, world.passwordHasher);
  const actionCounters = new MemoryActionCounters(RATES);
  useCases = {
    send: makeSendEnrolmentCode({ ...world, actionCounters }),
    check: makeCheckEnrolmentCode({ ...world, actionCounters }),
  };
});

const here = (): Enrolling => ({ mailboxId: mailbox.id, boundTo: HERE });
const send = (enrolling = here()) => useCases.send({ ...enrolling, origin: ORIGIN, language: 'fr-fr' });
const check = (code: string, enrolling = here()) => useCases.check({ ...enrolling, code, origin: ORIGIN });

const mailed = async () => {
  await world.jobs.runDueJobs();
  return world.mailer.sent.filter(({ content }) => content.kind === 'enrolment_code');
};
/** The code of the last mail. */
async function lastCode(): Promise<string> {
  const content = (await mailed()).at(-1)?.content;
  if (content?.kind !== 'enrolment_code') throw new Error('no code was mailed');
  return content.enrolmentCode;
}
const sendAndRead = async (enrolling = here()): Promise<string> => {
  expect(await send(enrolling)).toEqual({ outcome: 'sent' });
  return lastCode();
};
const isProven = async (enrolling = here()) =>
  (await world.useCases.readEnrolment(enrolling))?.isProven ?? false;

const change = (edits: Partial<Pick<Mailbox, 'secondaryEmail' | 'secondaryEmailByOwnerAt'>>) =>
  world.unitOfWork.run(async ({ mailboxes }) => {
    const found = await mailboxes.lock(mailbox.id);
    if (found) await mailboxes.update({ ...found, ...edits });
  });
const alias = (address: string, destination: string) =>
  world.unitOfWork.run(async ({ mailAliases }) => {
    const [localPart = ''] = address.split('@');
    await mailAliases.insertIfAbsent(
      makeMailAlias({ mailDomainId: mailbox.mailDomainId, localPart, destination }),
    );
  });
const otherThan = (code: string): string => (code === '00000000' ? '11111111' : '00000000');

describe('a code at the secondary address', () => {
  it('proves for a quarter of an hour, in this browser alone', async () => {
    const code = await sendAndRead();
    expect((await mailed()).at(-1)).toMatchObject({ to: OUTSIDE, language: 'fr-fr' });
    expect(await world.useCases.readEnrolment(here())).toMatchObject({ hasCode: true, isProven: false });
    expect(await check(`${code.slice(0, 4)} ${code.slice(4)}`)).toEqual({ outcome: 'proven' });
    expect(await world.useCases.readEnrolment(here())).toMatchObject({ hasCode: false, isProven: true });
    expect(await isProven({ ...here(), boundTo: 'session two' })).toBe(false);
    expect(await isProven({ ...here(), mailboxId: 'another' as MailboxId })).toBe(false);
    world.clock.advance(15 * MINUTE - 1);
    expect(await isProven()).toBe(true);
    world.clock.advance(1);
    expect(await isProven()).toBe(false);
    const actions = world.audited().map(({ action, objectId }) => [action, objectId]);
    expect(actions).toEqual([
      ['mailbox.enrolment_code_sent', mailbox.id],
      ['mailbox.enrolment_proven', mailbox.id],
    ]);
  });

  it('takes the place of the one before', async () => {
    const first = await sendAndRead();
    const second = await sendAndRead();
    if (first !== second) expect(await check(first)).toEqual({ outcome: 'wrong' });
    expect(await check(second)).toEqual({ outcome: 'proven' });
    const third = await sendAndRead();
    expect(await check(third)).toEqual({ outcome: 'proven' });
  });

  it('is used by one of several at once', async () => {
    const code = await sendAndRead();
    const outcomes = await Promise.all([check(code), check(code), check(code)]);
    expect(outcomes.filter(({ outcome }) => outcome === 'proven')).toHaveLength(1);
  });

  it('is in no storage as it was mailed, and in no log', async () => {
    const code = await sendAndRead();
    await check(otherThan(code));
    const stored = JSON.stringify([world.tables().openidRecords.all(() => true), world.audited()]);
    expect(stored).not.toContain(code);
    expect(JSON.stringify(world.logger.entries)).not.toContain(code);
  });

  it('is not mailed any more once its time is over', async () => {
    await send();
    world.clock.advance(10 * MINUTE);
    expect(await mailed()).toEqual([]);
  });
});

describe('a code proves nothing', () => {
  type Attack = readonly [what: string, run: () => Promise<{ readonly outcome: string }>, outcome: string];

  it.each<Attack>([
    ['guessed', async () => check(otherThan(await sendAndRead())), 'wrong'],
    [
      'after five tries, when it is right',
      async () => {
        const code = await sendAndRead();
        for (let tries = 0; tries < 5; tries += 1) {
          expect(await check(otherThan(code))).toEqual({ outcome: 'wrong' });
        }
        return check(code);
      },
      'over',
    ],
    [
      'after twenty tries of a day, however many codes were mailed',
      async () => {
        for (let codes = 0; codes < 4; codes += 1) {
          const code = await sendAndRead();
          for (let tries = 0; tries < 5; tries += 1) await check(otherThan(code));
          world.clock.advance(MINUTE);
        }
        return check(await sendAndRead());
      },
      'slowed_down',
    ],
    [
      'replayed',
      async () => {
        const code = await sendAndRead();
        await check(code);
        return check(code);
      },
      'over',
    ],
    [
      'typed in another browser',
      async () => check(await sendAndRead(), { ...here(), boundTo: 'session two' }),
      'over',
    ],
    [
      'typed in another browser that was mailed one too',
      async () => {
        const code = await sendAndRead();
        const elsewhere = { ...here(), boundTo: 'session two' };
        const own = await sendAndRead(elsewhere);
        return own === code ? { outcome: 'wrong' } : check(code, elsewhere);
      },
      'wrong',
    ],
    [
      'mailed to the owner of another mailbox',
      async () => {
        const other = makeMailbox({
          mailDomainId: mailbox.mailDomainId,
          status: 'enabled',
          localPart: 'eve',
          firstName: 'Eve',
          secondaryEmail: 'eve@home.example',
        });
        await world.unitOfWork.run(({ mailboxes }) => mailboxes.insert(other));
        const code = await sendAndRead({ ...here(), mailboxId: other.id });
        return check(code);
      },
      'over',
    ],
    [
      'after its time',
      async () => {
        const code = await sendAndRead();
        world.clock.advance(10 * MINUTE);
        return check(code);
      },
      'over',
    ],
    [
      'once the sessions of the mailbox ended, as when the password changes',
      async () => {
        const code = await sendAndRead();
        await world.unitOfWork.run(({ openidSessions }) => openidSessions.endAllOf([mailbox.id]));
        return check(code);
      },
      'over',
    ],
    [
      'once the secondary address is another',
      async () => {
        const code = await sendAndRead();
        await change({ secondaryEmail: 'eve@home.example' });
        return check(code);
      },
      'over',
    ],
    [
      'once its owner wrote the secondary address themselves',
      async () => {
        const code = await sendAndRead();
        await change({ secondaryEmailByOwnerAt: world.clock.now() });
        return check(code);
      },
      'over',
    ],
    [
      'once the mailbox is disabled',
      async () => {
        const code = await sendAndRead();
        await world.unitOfWork.run(async ({ mailDomains }) => {
          const domain = await mailDomains.lock(mailbox.mailDomainId);
          if (domain) await mailDomains.update({ ...domain, status: 'disabled' });
        });
        return check(code);
      },
      'over',
    ],
    [
      'of other digits than ours',
      async () => {
        const code = await sendAndRead();
        return check([...code].map((digit) => String.fromCodePoint(0x660 + Number(digit))).join(''));
      },
      'wrong',
    ],
    [
      'that is endless',
      async () => {
        await sendAndRead();
        return check('1'.repeat(100_000));
      },
      'wrong',
    ],
    ['that nobody was mailed', () => check('12345678'), 'over'],
  ])('%s', async (what, run, outcome) => {
    expect(await run()).toMatchObject({ outcome });
    expect(world.audited().filter(({ action }) => action === 'mailbox.enrolment_proven').length).toBe(
      what === 'replayed' ? 1 : 0,
    );
  });
});

describe('no code is mailed', () => {
  const DAY = 24 * 3600;

  it.each<readonly [what: string, prepare: () => Promise<unknown>, expected: object]>([
    [
      'where there is no secondary address',
      () => change({ secondaryEmail: null }),
      { outcome: 'no_address', obstacle: 'none' },
    ],
    [
      'into the mailbox that signs in',
      () => change({ secondaryEmail: 'ADA@varzy.example' }),
      { outcome: 'no_address', obstacle: 'none' },
    ],
    [
      'into it by a detail of its address',
      () => change({ secondaryEmail: 'ada+x@varzy.example' }),
      { outcome: 'no_address', obstacle: 'leads_back' },
    ],
    [
      'into it by an alias',
      async () => {
        await change({ secondaryEmail: 'contact@varzy.example' });
        await alias('contact@varzy.example', 'eve@varzy.example');
        await alias('contact@varzy.example', 'Ada@VARZY.example');
      },
      { outcome: 'no_address', obstacle: 'leads_back' },
    ],
    [
      'into it by aliases in a row, one of which leads to itself',
      async () => {
        await change({ secondaryEmail: 'one@varzy.example' });
        await alias('one@varzy.example', 'one@varzy.example');
        await alias('one@varzy.example', 'two@varzy.example');
        await alias('two@varzy.example', 'ada@varzy.example');
      },
      { outcome: 'no_address', obstacle: 'leads_back' },
    ],
    [
      'to an address that its owner changed a moment ago',
      () => change({ secondaryEmailByOwnerAt: world.clock.now() }),
      { outcome: 'no_address', obstacle: 'written_by_owner' },
    ],
    [
      'to an address that its owner changed three days ago, less a second',
      async () => {
        await change({ secondaryEmailByOwnerAt: world.clock.now() });
        world.clock.advance(3 * DAY - 1);
      },
      { outcome: 'no_address', obstacle: 'written_by_owner' },
    ],
    [
      'where the owner may not sign in',
      () =>
        world.unitOfWork.run(async ({ mailDomains }) => {
          const domain = await mailDomains.lock(mailbox.mailDomainId);
          if (domain) await mailDomains.update({ ...domain, status: 'disabled' });
        }),
      { outcome: 'gone' },
    ],
  ])('%s', async (_what, prepare, expected) => {
    await prepare();
    expect(await send()).toMatchObject(expected);
    expect(await mailed()).toEqual([]);
  });

  it('but is to one that its owner changed three days ago', async () => {
    await change({ secondaryEmailByOwnerAt: world.clock.now() });
    world.clock.advance(3 * DAY);
    expect(await send()).toEqual({ outcome: 'sent' });
  });

  it('more often than three times in ten minutes', async () => {
    const actionCounters = new MemoryActionCounters({
      ...RATES,
      enrolment_code_sent: only(3, 10 * MINUTE),
    });
    const sendOnce = makeSendEnrolmentCode({ ...world, actionCounters });
    const outcomes = [];
    for (let times = 0; times < 4; times += 1) {
      outcomes.push((await sendOnce({ ...here(), origin: ORIGIN, language: 'en-us' })).outcome);
    }
    expect(outcomes).toEqual(['sent', 'sent', 'sent', 'slowed_down']);
  });
});

describe('a link of an administrator', () => {
  let administrator: Actor;
  beforeEach(async () => {
    administrator = (await world.addPerson()).actor;
    const domain = world.tables().mailDomains.find(mailbox.mailDomainId);
    if (!domain) throw new Error('the mailbox is in no domain');
    await world.giveAccess(administrator, domain, 'administrator');
  });

  const handOver = async (id = mailbox.id): Promise<string> => {
    const slug = world.tables().mailDomains.find(mailbox.mailDomainId)?.slug ?? '';
    return (await world.useCases.handOverEnrolmentLink(administrator, { place: { slug }, id })).url;
  };
  const follow = (link: string, enrolling = here()) =>
    world.useCases.proveByLink({ ...enrolling, link, origin: ORIGIN });
  const addOther = async (): Promise<Mailbox> => {
    const other = makeMailbox({
      mailDomainId: mailbox.mailDomainId,
      status: 'enabled',
      localPart: 'eve',
      firstName: 'Eve',
    });
    await world.unitOfWork.run(({ mailboxes }) => mailboxes.insert(other));
    return other;
  };

  it.each([
    ['its address', (url: string) => url],
    ['its address with spaces around', (url: string) => `  ${url}\n`],
    ['its token', (url: string) => new URL(url).searchParams.get('token') ?? ''],
  ])('proves in this browser alone, pasted as %s', async (_what, pasted) => {
    await change({ secondaryEmail: null });
    expect(await follow(pasted(await handOver()))).toEqual({ outcome: 'proven' });
    expect(await isProven()).toBe(true);
    expect(await isProven({ ...here(), boundTo: 'session two' })).toBe(false);
    world.clock.advance(15 * MINUTE);
    expect(await isProven()).toBe(false);
  });

  it.each<readonly [what: string, pasted: () => Promise<string>]>([
    [
      'used twice',
      async () => {
        const url = await handOver();
        await follow(url, { ...here(), boundTo: 'session two' });
        return url;
      },
    ],
    [
      'after its time',
      async () => {
        const url = await handOver();
        world.clock.advance(3 * 24 * 3600);
        return url;
      },
    ],
    ['for another mailbox', async () => handOver((await addOther()).id)],
    [
      'before a newer one',
      async () => {
        const url = await handOver();
        await handOver();
        return url;
      },
    ],
    ['that is none', async () => 'https://regie.test/o/account/factors/link/?token=none'],
    ['that is endless', async () => `https://regie.test/?token=${'a'.repeat(100_000)}`],
    ['that has no token', async () => 'https://regie.test/'],
    ['that is no text of ours', async () => '\u0000\u202e<script>'],
    ['that is empty', async () => ''],
  ])('proves nothing %s', async (_what, pasted) => {
    expect(await follow(await pasted())).toEqual({ outcome: 'refused' });
    expect(await isProven()).toBe(false);
  });

  it.each(['ada@varzy.example', 'Ada@VARZY.example'])(
    'is handed over by nobody to themselves: who knows the password of %s would have one',
    async (email) => {
      const domain = world.tables().mailDomains.find(mailbox.mailDomainId);
      if (!domain) throw new Error('the mailbox is in no domain');
      const { actor } = await world.addPerson({ email });
      await world.giveAccess(actor, domain, 'owner');
      const { slug } = domain;
      await expect(
        world.useCases.handOverEnrolmentLink(actor, { place: { slug }, id: mailbox.id }),
      ).rejects.toMatchObject({
        code: 'mailbox.action_forbidden',
      });
      const { abilities } = await world.useCases.getMailbox(actor, slug, mailbox.id);
      expect(abilities.handOverEnrolmentLink).toBe(false);
      expect(
        await world.useCases.handOverEnrolmentLink(actor, { place: { slug }, id: (await addOther()).id }),
      ).toBeDefined();
    },
  );

  it('stays good when somebody else tries it, and proves one of several at once', async () => {
    const other = await addOther();
    const url = await handOver();
    expect(await follow(url, { ...here(), mailboxId: other.id })).toEqual({ outcome: 'refused' });
    const outcomes = await Promise.all([follow(url), follow(url), follow(url)]);
    expect(outcomes.filter(({ outcome }) => outcome === 'proven')).toHaveLength(1);
  });
});
