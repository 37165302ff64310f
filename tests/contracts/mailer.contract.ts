import { inspect } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Mailer, MailMessage } from '../../src/application/notification/mailer.ts';

export type MailerHarness = {
  readonly mailer: Mailer;
  /** The mails that the other side took, oldest first. */
  delivered(): readonly { readonly id: string; readonly to: string; readonly language: string }[];
  setDown(down: boolean): Promise<void>;
  refuseNext(times: number, answer: 'temporary' | 'configuration' | 'definite'): void;
  reset(): Promise<void>;
  close(): Promise<void>;
};

const SECRETS = { loginLink: 'https://webmail.example.fr/code/secret-code', password: 'secret-password' };

const makeMessage = (overrides: Partial<MailMessage> = {}): MailMessage => ({
  id: 'mail-1',
  to: 'camille@example.fr',
  language: 'fr-fr',
  content: { kind: 'mailbox_created', address: 'camille@mairie.fr', ...SECRETS },
  ...overrides,
});

/** What every mailer owes (port `Mailer`). */
export const mailerContract = (name: string, open: () => Promise<MailerHarness>) =>
  describe(`mailer contract: ${name}`, () => {
    let harness: MailerHarness;
    beforeAll(async () => {
      harness = await open();
    });
    beforeEach(() => harness.reset());
    afterAll(() => harness.close());

    const failureOf = (message: MailMessage) =>
      harness.mailer.send(message).then(
        () => undefined,
        (error: unknown) => error,
      );

    it('has handed the mail over once it resolves', async () => {
      await harness.mailer.send(makeMessage());
      expect(harness.delivered()).toEqual([{ id: 'mail-1', to: 'camille@example.fr', language: 'fr-fr' }]);
    });

    it('keeps the id of a mail that is sent again', async () => {
      await harness.mailer.send(makeMessage());
      await harness.mailer.send(makeMessage());
      expect(harness.delivered().map(({ id }) => id)).toEqual(['mail-1', 'mail-1']);
    });

    it('sends many at a time, each once, each to its own recipient', async () => {
      const names = Array.from({ length: 30 }, (_, index) => `mail-${index}`);
      await Promise.all(
        names.map((id) =>
          harness.mailer.send(makeMessage({ id, to: `${id}@example.fr`, language: 'en-us' })),
        ),
      );
      const delivered = harness.delivered().toSorted((a, b) => a.id.localeCompare(b.id));
      expect(delivered).toEqual(
        names
          .toSorted((a, b) => a.localeCompare(b))
          .map((id) => ({ id, to: `${id}@example.fr`, language: 'en-us' })),
      );
    });

    it('is unavailable while the server is down, and works again afterwards', async () => {
      await harness.mailer.send(makeMessage({ id: 'before' }));
      await harness.setDown(true);
      expect(await failureOf(makeMessage())).toMatchObject({
        code: 'mailer.unavailable',
        kind: 'unavailable',
      });
      await harness.setDown(false);
      await harness.mailer.send(makeMessage({ id: 'after' }));
      expect(harness.delivered().map(({ id }) => id)).toEqual(['before', 'after']);
    });

    it('is unavailable on a temporary refusal, of that mail only', async () => {
      harness.refuseNext(1, 'temporary');
      expect(await failureOf(makeMessage())).toMatchObject({ code: 'mailer.unavailable' });
      expect(harness.delivered()).toEqual([]);
      await harness.mailer.send(makeMessage());
      expect(harness.delivered()).toHaveLength(1);
    });

    it('is unavailable when it is us who are refused, and says so with codes', async () => {
      harness.refuseNext(1, 'configuration');
      const failure = await failureOf(makeMessage());
      expect(failure).toMatchObject({
        code: 'mailer.unavailable',
        trouble: 'configuration',
        params: { reason: expect.stringMatching(/553, 5\.7\.1$/) },
      });
      await harness.mailer.send(makeMessage());
      expect(harness.delivered()).toHaveLength(1);
    });

    it('tells an outage of the server from a refusal', async () => {
      await harness.setDown(true);
      expect(await failureOf(makeMessage())).toMatchObject({ trouble: 'connection' });
      await harness.setDown(false);
      harness.refuseNext(1, 'temporary');
      expect(await failureOf(makeMessage())).toMatchObject({ trouble: 'temporary' });
    });

    it('says that a definite refusal is one', async () => {
      harness.refuseNext(2, 'definite');
      expect(await failureOf(makeMessage())).toMatchObject({ code: 'mailer.refused', kind: 'bad_upstream' });
      expect(await failureOf(makeMessage())).toMatchObject({ code: 'mailer.refused' });
      await harness.mailer.send(makeMessage());
      expect(harness.delivered()).toHaveLength(1);
    });

    it('never repeats a link, a password or an address in a failure', async () => {
      harness.refuseNext(1, 'temporary');
      const failures = [await failureOf(makeMessage())];
      harness.refuseNext(1, 'definite');
      failures.push(await failureOf(makeMessage()));
      await harness.setDown(true);
      failures.push(await failureOf(makeMessage()));
      for (const failure of failures) {
        expect(failure).toBeInstanceOf(Error);
        expect(inspect(failure, { depth: 10, showHidden: true })).not.toMatch(/secret-|camille/);
      }
    });
  });
