import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Evry, openEvry } from './evry.ts';
import { expectWireText } from './expect-wire-text.ts';

let evry: Evry;
beforeAll(async () => {
  evry = await openEvry();
});
afterAll(() => evry.world.close());

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const idOf = (body: unknown): string => (body as { id: string }).id;

const jeansMailbox = () => ({
  id: evry.jean.id,
  first_name: 'Jean',
  last_name: 'Valjean',
  local_part: 'jean.valjean',
  secondary_email: 'jean@perso.fr',
  status: 'enabled',
});

describe('mailboxes/', () => {
  it('list and retrieve, also for viewers', async () => {
    for (const client of [evry.alice, evry.carol]) {
      const list = await client.rest('GET', 'mail-domains/evryfr/mailboxes/');
      expect(list.status).toBe(200);
      expectWireText(list.text, { count: 1, next: null, previous: null, results: [jeansMailbox()] });
      const one = await client.rest('GET', `mail-domains/evryfr/mailboxes/${evry.jean.id}/`);
      expect(one.status).toBe(200);
      expectWireText(one.text, jeansMailbox());
    }
  });

  it.each([
    ['an address', { secondary_email: 'elo@perso.fr' }, 'elo@perso.fr'],
    ['null', { secondary_email: null }, null],
    ['nothing', {}, null],
    ['blank', { secondary_email: '' }, ''],
  ])('create with %s as secondary e-mail', async (label, secondary, expected) => {
    const fresh = await openEvry();
    try {
      const { status, text, body } = await fresh.bob.rest('POST', 'mail-domains/evryfr/mailboxes/', {
        first_name: 'Élodie',
        last_name: 12,
        local_part: 'Elodie.Durand',
        ...secondary,
        status: 'disabled',
      });
      expect(status, label).toBe(201);
      expect(idOf(body)).toMatch(UUID);
      expectWireText(text, {
        id: idOf(body),
        first_name: 'Élodie',
        last_name: '12',
        local_part: 'elodie.durand',
        secondary_email: expected,
        status: 'enabled',
      });
      await fresh.world.jobs.run();
      expect(fresh.world.mailer.sent.map(({ to }) => to)).toEqual(expected ? [expected] : []);
      expect(fresh.world.jobs.failures).toEqual([]);
    } finally {
      await fresh.world.close();
    }
  });
});
