import { beforeEach, describe, expect, it } from 'vitest';
import type { BulkChangeView } from '../../../src/application/mailbox/bulk/bulk-change-view.ts';
import type { Actor } from '../../../src/application/shared/actor.ts';
import type { MailDomain } from '../../../src/domain/mail-domain/mail-domain.ts';
import { BULK_ACTIONS, type BulkAction } from '../../../src/domain/mailbox/bulk-change.ts';
import type { Mailbox } from '../../../src/domain/mailbox/mailbox.ts';
import { changeOf } from '../../../src/domain/mailbox/provisioning.ts';
import type { MailboxBulkChangeId, MailboxId } from '../../../src/domain/shared/ids.ts';
import { newId } from '../../builders/new-id.ts';
import { asked, done } from '../../builders/provisioned.ts';
import { eventually } from '../../support/eventually.ts';
import { openUseCaseWorld, type UseCaseWorld } from '../../support/use-case-world.ts';

let world: UseCaseWorld;
let domain: MailDomain;
let owner: Actor;
let elsewhere: Mailbox;
/** On at the provisioner, with a secondary address. */
let on: Mailbox[];

const addThere = async (localPart: string, given: Partial<Mailbox> = {}): Promise<Mailbox> => {
  const names = { localPart, firstName: localPart, lastName: 'Valjean' };
  await world.provisioner.createMailbox({ domain: 'evry.fr', ...names });
  const secondaryEmail = `${localPart}@perso.fr`;
  const { provisioning: _provisioning, status: _status, ...details } = given;
  return world.addMailbox({
    mailDomainId: domain.id,
    ...names,
    secondaryEmail,
    status: 'enabled',
    ...details,
  });
};

beforeEach(async () => {
  world = await openUseCaseWorld();
  domain = await world.addMailDomain({ name: 'evry.fr', slug: 'evryfr', status: 'enabled' });
  owner = (await world.addPerson()).actor;
  await world.giveAccess(owner, domain, 'owner');
  const other = await world.addMailDomain({ name: 'lyon.fr', slug: 'lyonfr', status: 'enabled' });
  elsewhere = await world.addMailbox({
    mailDomainId: other.id,
    status: 'enabled',
    secondaryEmail: 'e@perso.fr',
  });
  on = [await addThere('a'), await addThere('b'), await addThere('c')];
});

const codeOf = (call: Promise<unknown>) =>
  call.then(
    () => undefined,
    (error: { code: string }) => error.code,
  );
const idsOf = (mailboxes: readonly Mailbox[]) => mailboxes.map(({ id }) => id);
const ask = (
  action: BulkAction,
  mailboxIds: readonly MailboxId[],
  { id = newId<MailboxBulkChangeId>(), by = owner } = {},
) => world.useCases.changeManyMailboxes(by, { slug: 'evryfr', id, action, mailboxIds });
const read = (id: MailboxBulkChangeId, by = owner) =>
  world.useCases.readBulkChange(by, { slug: 'evryfr', id });
/** State, or the code of the refusal, of each row. */
const told = ({ outcomes }: BulkChangeView) =>
  outcomes.map((outcome) => (outcome.state === 'refused' ? outcome.refusal.code : outcome.state));
const held = () => world.provisioner.listMailboxes('evry.fr');
const stored = (id: MailboxId) => world.tables().mailboxes.find(id);
const mailsTo = () => world.mailer.sent.map(({ to }) => to).sort();

describe('a change of many mailboxes', () => {
  it('waits for the mail service, mailbox by mailbox, and is read again until it is made', async () => {
    const change = await ask('disable', idsOf(on));
    expect(change).toMatchObject({ action: 'disable' });
    expect(told(change)).toEqual(['waiting', 'waiting', 'waiting']);
    expect(change.outcomes.map(({ localPart }) => localPart)).toEqual(['a', 'b', 'c']);
    await world.jobs.runNext();
    expect(told(await read(change.id))).toEqual(['done', 'waiting', 'waiting']);
    await world.jobs.runDueJobs();
    expect(told(await read(change.id))).toEqual(['done', 'done', 'done']);
    expect(held().map(({ isActive }) => isActive)).toEqual([false, false, false]);
  });

  it('mails each owner one password, and one link', async () => {
    await ask('resetPassword', idsOf(on));
    await world.jobs.runDueJobs();
    const everybody = ['a@perso.fr', 'b@perso.fr', 'c@perso.fr'];
    expect(mailsTo()).toEqual(everybody);
    await ask('sendLoginLink', idsOf(on));
    await world.jobs.runDueJobs();
    expect(mailsTo()).toEqual([...everybody, ...everybody].sort());
  });

  it('refuses rows one by one, by the rules for one mailbox, and changes the others', async () => {
    const bare = await addThere('bare', { secondaryEmail: null });
    const off = await world.addMailbox({ mailDomainId: domain.id, provisioned: done({}, 'disabled') });
    const begun = await world.addMailbox({ mailDomainId: domain.id, provisioned: asked() });
    const fresh = await world.addMailbox({ mailDomainId: domain.id });
    const unknown = newId<MailboxId>();
    const all = [...idsOf(on.slice(0, 1)), bare.id, off.id, begun.id, fresh.id, elsewhere.id, unknown];
    const wanted: Record<BulkAction, readonly string[]> = {
      sendLoginLink: [
        'waiting',
        'mailbox.secondary_email_needed_for_link',
        'mailbox.not_enabled',
        'mailbox.not_enabled',
        'mailbox.not_enabled',
        'mailbox.not_found',
        'mailbox.not_found',
      ],
      resetPassword: [
        'waiting',
        'mailbox.secondary_email_needed_for_reset',
        'mailbox.not_enabled',
        'mailbox.not_enabled',
        'mailbox.not_enabled',
        'mailbox.not_found',
        'mailbox.not_found',
      ],
      enable: [
        'waiting',
        'waiting',
        'waiting',
        'waiting',
        'waiting',
        'mailbox.not_found',
        'mailbox.not_found',
      ],
      delete: [
        'mailbox.already_provisioned',
        'mailbox.already_provisioned',
        'mailbox.already_provisioned',
        'mailbox.being_created',
        'done',
        'mailbox.not_found',
        'mailbox.not_found',
      ],
      disable: [
        'waiting',
        'waiting',
        'waiting',
        'waiting',
        'mailbox.not_found',
        'mailbox.not_found',
        'mailbox.not_found',
      ],
    };
    for (const action of ['sendLoginLink', 'resetPassword', 'enable', 'delete', 'disable'] as const) {
      const change = await ask(action, all);
      expect([action, ...told(change)]).toEqual([action, ...wanted[action]]);
    }
    expect(stored(fresh.id)).toBeUndefined();
    expect(stored(elsewhere.id)).toEqual(elsewhere);
  });

  it('names a mailbox twice, and changes it once', async () => {
    const [a] = on as [Mailbox];
    expect(told(await ask('disable', [a.id, a.id]))).toEqual(['waiting']);
    expect(stored(a.id)?.provisioning.changeRevision).toBe(1);
  });

  it('keeps pending mailboxes of a domain that is not enabled for later', async () => {
    const pending = await world.addMailDomain({ name: 'new.fr', slug: 'newfr', status: 'pending' });
    await world.giveAccess(owner, pending, 'administrator');
    const box = await world.addMailbox({ mailDomainId: pending.id, provisioned: done({}, 'disabled') });
    const fresh = await world.addMailbox({ mailDomainId: pending.id });
    const input = { slug: 'newfr', mailboxIds: [box.id, fresh.id] } as const;
    const change = await world.useCases.changeManyMailboxes(owner, {
      ...input,
      id: newId(),
      action: 'enable',
    });
    expect(told(change)).toEqual(['waiting', 'waiting']);
    expect(world.jobs.names()).toEqual(['synchronize_mailbox']);
  });

  it('tells who withdrew one, and of what the mail service refuses later', async () => {
    const [a, b] = on as [Mailbox, Mailbox];
    const change = await ask('disable', [a.id, b.id]);
    await world.useCases.withdrawMailChange(owner, 'evryfr', { id: a.id, step: undefined });
    await world.jobs.runDueJobs();
    expect(told(await read(change.id))).toEqual(['mail_change.withdrawn', 'done']);
  });

  it('shows the trouble that the mail service has', async () => {
    const change = await ask('disable', idsOf(on));
    world.provisioner.setTrouble({ kind: 'unavailable' });
    await world.jobs.runDueJobs();
    expect((await read(change.id)).outcomes[0]).toMatchObject({
      state: 'waiting',
      trouble: 'mail_provisioner.unavailable',
    });
    world.provisioner.setTrouble(undefined);
    await world.jobs.runAllJobs();
    expect(told(await read(change.id))).toEqual(['done', 'done', 'done']);
  });

  it('takes a thousand at once', async () => {
    const many: Mailbox[] = [];
    for (let index = 0; index < 1_000; index += 1) {
      many.push(await world.addMailbox({ mailDomainId: domain.id, provisioned: done({}, 'disabled') }));
    }
    const change = await ask('enable', idsOf(many));
    expect(new Set(told(change))).toEqual(new Set(['waiting']));
    expect(world.jobs.waiting()).toHaveLength(1_000);
  });
});

describe('a change of many mailboxes that is sent again', () => {
  it('is not carried out again: nobody gets a second mail', async () => {
    const id = newId<MailboxBulkChangeId>();
    const first = await ask('resetPassword', idsOf(on), { id });
    await world.jobs.runDueJobs();
    const hashes = on.map((mailbox) => stored(mailbox.id)?.passwordHash);
    const again = await ask('resetPassword', [...idsOf(on)].reverse(), { id });
    expect(told(again)).toEqual(['done', 'done', 'done']);
    expect(again.askedAt).toEqual(first.askedAt);
    await world.jobs.runAllJobs();
    expect(world.mailer.sent).toHaveLength(3);
    expect(on.map((mailbox) => stored(mailbox.id)?.passwordHash)).toEqual(hashes);
    expect(world.audited()).toHaveLength(1);
  });

  it('is carried out when the first was lost before its commit', async () => {
    const id = newId<MailboxBulkChangeId>();
    world.unitOfWork.plan('lost');
    await expect(ask('disable', idsOf(on), { id })).rejects.toThrow('the connection broke');
    expect([world.jobs.waiting(), world.audited()]).toEqual([[], []]);
    expect(on.map((mailbox) => stored(mailbox.id))).toEqual(on);
    expect(told(await ask('disable', idsOf(on), { id }))).toEqual(['waiting', 'waiting', 'waiting']);
  });

  it('is told that a mailbox that it deleted is gone as wanted', async () => {
    const fresh = await world.addMailbox({ mailDomainId: domain.id });
    const id = newId<MailboxBulkChangeId>();
    for (const _time of ['first', 'again'])
      expect(told(await ask('delete', [fresh.id], { id }))).toEqual(['done']);
  });

  it('does not take the id of another change', async () => {
    const { id } = await ask('disable', idsOf(on));
    expect(await codeOf(ask('enable', idsOf(on), { id }))).toBe('mailbox_bulk_change.id_taken');
    expect(await codeOf(ask('disable', idsOf(on.slice(1)), { id }))).toBe('mailbox_bulk_change.id_taken');
  });
});

describe('a change of many mailboxes, and others at the provisioner', () => {
  it('lets changes of one mailbox go first', async () => {
    const late = await addThere('late');
    await ask('disable', idsOf(on));
    const alone = world.useCases.disableMailbox(owner, 'evryfr', late.id);
    await eventually(() => expect(world.jobs.waiting()).toHaveLength(4));
    expect(await world.jobs.runNext()).toMatchObject({ mailboxId: late.id });
    expect(await alone).toMatchObject({ status: 'disabled' });
    expect(held().filter(({ isActive }) => isActive)).toHaveLength(3);
  });

  it('leaves one job of a mailbox for all that is wanted of it', async () => {
    await ask('disable', idsOf(on));
    await ask('enable', idsOf(on));
    expect(world.jobs.waiting()).toHaveLength(3);
    await world.jobs.runDueJobs();
    expect(held().map(({ isActive }) => isActive)).toEqual([true, true, true]);
    expect(on.map((mailbox) => stored(mailbox.id)).map((box) => box && changeOf(box))).toEqual([
      null,
      null,
      null,
    ]);
  });
});

describe('who may change many mailboxes', () => {
  it('is told as little as of one', async () => {
    const { actor: viewer } = await world.addPerson();
    await world.giveAccess(viewer, domain, 'viewer');
    const { actor: outsider } = await world.addPerson();
    const { id } = await ask('disable', idsOf(on));
    for (const [by, code] of [
      [viewer, 'mailbox.action_forbidden'],
      [outsider, 'mail_domain.not_found'],
    ] as const) {
      for (const action of BULK_ACTIONS) {
        expect(await codeOf(ask(action, idsOf(on), { by }))).toBe(code);
      }
      expect(await codeOf(read(id, by))).toBe(code);
      expect(await codeOf(world.useCases.findLatestBulkChange(by, 'evryfr'))).toBe(code);
    }
    const { actor: administrator } = await world.addPerson();
    await world.giveAccess(administrator, domain, 'administrator');
    expect(told(await read(id, administrator))).toHaveLength(3);
    expect(await world.useCases.findLatestBulkChange(administrator, 'evryfr')).toMatchObject({ id });
    expect(await codeOf(read(newId()))).toBe('mailbox_bulk_change.not_found');
    const other = { slug: 'lyonfr', id };
    await world.giveAccess(owner, { ...domain, id: elsewhere.mailDomainId }, 'owner');
    expect(await codeOf(world.useCases.readBulkChange(owner, other))).toBe('mailbox_bulk_change.not_found');
  });
});

it('is forgotten after 30 days, also where no other one follows', async () => {
  const { id } = await ask('disable', idsOf(on));
  const forget = () => world.handlers.forget_bulk_changes({ name: 'forget_bulk_changes' });
  world.clock.advance(30 * 86_400);
  await forget();
  expect(await read(id)).toMatchObject({ id });
  world.clock.advance(1);
  await forget();
  expect(await codeOf(read(id))).toBe('mailbox_bulk_change.not_found');
  expect(await ask('enable', idsOf(on), { id })).toMatchObject({ id, action: 'enable' });
});

describe('the audit log of a change of many mailboxes', () => {
  it('has one entry with its rows, which is part of the history of each mailbox', async () => {
    const bare = await addThere('bare', { secondaryEmail: null });
    const change = await ask('resetPassword', [...idsOf(on), bare.id, elsewhere.id]);
    const [entry, ...others] = world.audited();
    expect(others).toEqual([]);
    expect(entry).toMatchObject({
      action: 'mail_domain.mailboxes_changed',
      objectId: domain.id,
      label: 'evry.fr',
      actorId: owner.userId,
      details: {
        change: change.id,
        action: 'resetPassword',
        mailboxes: idsOf(on),
        addresses: ['a@evry.fr', 'b@evry.fr', 'c@evry.fr'],
        refused: ['bare@evry.fr'],
        reasons: ['mailbox.secondary_email_needed_for_reset'],
      },
    });
    const history = (objectId: string) => world.auditQueries.list('everything', { objectId }, { limit: 9 });
    expect(await history(on[1]?.id ?? '')).toHaveLength(1);
    expect(await history(bare.id)).toEqual([]);
  });

  it('has none when nothing was changed', async () => {
    await ask('delete', idsOf(on));
    expect(world.audited()).toEqual([]);
  });
});
