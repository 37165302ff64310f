import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OutgoingMail } from '../../src/application/notification/outgoing-mail-repository.ts';
import { makeOutgoingMail } from '../builders/make-outgoing-mail.ts';
import type { ApiClient } from '../support/api-client.ts';
import { START } from '../support/api-world.ts';
import { addUser, type Evry, openEvry } from './evry.ts';
import { trpcFailure } from './trpc-failure.ts';

const UNKNOWN = '11111111-2222-4333-8444-555555555555';

let evry: Evry;
let staff: ApiClient;
beforeAll(async () => {
  evry = await openEvry();
  staff = await evry.world.signIn(await addUser(evry.world, { isStaff: true }));
});
afterAll(() => evry.world.close());

const mails = (client = staff) => client.regie.administration.mails;
const codeOf = async (call: Promise<unknown>) => (await trpcFailure(call)).domainCode;
const insert = async <Mail extends OutgoingMail>(mail: Mail): Promise<Mail> => {
  await evry.world.unitOfWork.run(({ outgoingMails }) => outgoingMails.insert(mail));
  return mail;
};
const trouble = { since: START, reason: 'RCPT TO, 554, 5.7.1' };
const givenUp = () => insert({ ...makeOutgoingMail({ trouble }), status: 'given_up' });

it('lists what was not sent, with the reason and nothing of its content', async () => {
  const mail = await givenUp();
  await insert({ ...makeOutgoingMail(), status: 'sent', content: null });
  const { total, items, management } = await mails().list.query({ statuses: ['given_up'] });
  expect({ total, management }).toEqual({ total: 1, management: { list: true, sendAgain: true } });
  expect(items).toEqual([
    {
      id: mail.id,
      recipient: 'support@commune.example',
      kind: 'mail_domain_enabled',
      status: 'given_up',
      trouble: { since: START.toISOString(), reason: 'RCPT TO, 554, 5.7.1' },
      canBeSentAgain: true,
      createdAt: mail.createdAt.toISOString(),
      updatedAt: mail.updatedAt.toISOString(),
    },
  ]);
  expect((await mails().list.query({ search: 'nobody' })).total).toBe(0);
});

describe('sending again', () => {
  it('delivers the mail, once', async () => {
    const mail = await givenUp();
    expect(await mails().sendAgain.mutate({ id: mail.id })).toEqual({ id: mail.id, status: 'waiting' });
    await evry.world.advance(1);
    expect(evry.world.mailer.sent.map(({ id }) => id)).toEqual([mail.id]);
    expect(await codeOf(mails().sendAgain.mutate({ id: mail.id }))).toBe('outgoing_mail.not_ended');
    const { items } = await staff.regie.auditLog.list.query({ filter: { objectId: mail.id } });
    expect(items).toMatchObject([{ action: 'outgoing_mail.sent_again' }]);
  });

  it('refuses what cannot be', async () => {
    const erased = await insert({ ...makeOutgoingMail(), status: 'refused', content: null });
    expect(await codeOf(mails().sendAgain.mutate({ id: erased.id }))).toBe('outgoing_mail.content_erased');
    expect(await codeOf(mails().sendAgain.mutate({ id: UNKNOWN }))).toBe('outgoing_mail.not_found');
    await expect(mails().sendAgain.mutate({ id: 'x' })).rejects.toMatchObject({
      data: { code: 'BAD_REQUEST' },
    });
  });

  it('is for staff, as is the list', async () => {
    const mail = await givenUp();
    for (const client of [evry.alice, evry.dave]) {
      expect(await codeOf(mails(client).list.query({}))).toBe('outgoing_mail.action_forbidden');
      expect(await codeOf(mails(client).sendAgain.mutate({ id: mail.id }))).toBe(
        'outgoing_mail.action_forbidden',
      );
    }
    await expect(mails(evry.world.visitor).list.query({})).rejects.toMatchObject({
      data: { code: 'UNAUTHORIZED' },
    });
  });
});
