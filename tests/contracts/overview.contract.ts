import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { MOST_NEEDS } from '../../src/application/overview/overview-queries.ts';
import type { MailDomain } from '../../src/domain/mail-domain/mail-domain.ts';
import type { MailDomainRole } from '../../src/domain/mail-domain/mail-domain-access.ts';
import { withWanted } from '../../src/domain/mailbox/mailbox-change.ts';
import { needyTimes } from '../../src/domain/overview/needs.ts';
import type { MailDomainInvitationId } from '../../src/domain/shared/ids.ts';
import { makeDriftLine } from '../builders/make-drift-line.ts';
import { makeMailAliasChange } from '../builders/make-mail-alias-change.ts';
import { makeMailDomain } from '../builders/make-mail-domain.ts';
import { makeMailDomainAccess } from '../builders/make-mail-domain-access.ts';
import { makeMailDomainInvitation } from '../builders/make-mail-domain-invitation.ts';
import { makeMailbox } from '../builders/make-mailbox.ts';
import { makeOutgoingMail } from '../builders/make-outgoing-mail.ts';
import { makeUser } from '../builders/make-user.ts';
import { minutesLater } from '../builders/moments.ts';
import { done } from '../builders/provisioned.ts';
import type { StorageHarness } from '../support/storage-harness.ts';

const DAY = 24 * 60;
const NOTHING = { total: 0, items: [] };
/** Ten days after the date of creation in builders. */
const NOW = minutesLater(10 * DAY);

/** What needs a person, across the domains that they manage. */
export const overviewContract = (name: string, open: () => Promise<StorageHarness>) =>
  describe(`overview contract: ${name}`, async () => {
    const { unitOfWork, overviewQueries, seed, reset, close } = await open();
    const ana = makeUser();
    const bob = makeUser();
    const needs = (user = ana) => overviewQueries.needsOf(user.id, needyTimes(NOW));

    const addDomain = (given: Partial<MailDomain>, role: MailDomainRole | 'none' = 'administrator') => {
      const mailDomain = makeMailDomain({ status: 'enabled', ...given });
      return unitOfWork.run(async ({ mailDomains, mailDomainAccesses }) => {
        await mailDomains.insert(mailDomain);
        if (role !== 'none') {
          await mailDomainAccesses.insertIfAbsent(
            makeMailDomainAccess({ mailDomainId: mailDomain.id, userId: ana.id, role }),
          );
        }
        return mailDomain;
      });
    };
    const placeOf = ({ slug, name: domain }: MailDomain) => ({ slug, name: domain });

    beforeEach(async () => {
      await reset();
      await unitOfWork.run(async ({ users }) => {
        await users.insertOrFind(ana);
        await users.insertOrFind(bob);
      });
    });
    afterAll(close);

    it('is empty for those whom nothing needs', async () => {
      await addDomain({});
      const nothing = { domains: NOTHING, invitations: NOTHING, waiting: NOTHING, drift: NOTHING };
      expect(await needs()).toEqual(nothing);
      expect(await needs(bob)).toEqual(nothing);
    });

    it('names the domains with which somebody has to help, of those who can', async () => {
      const failed = await addDomain({ name: 'b.fr', status: 'failed' }, 'owner');
      const todo = await addDomain({ name: 'a.fr', status: 'action_required' });
      for (const status of ['pending', 'disabled', 'enabled'] as const) await addDomain({ status });
      await addDomain({ status: 'failed' }, 'viewer');
      await addDomain({ status: 'failed' }, 'none');
      expect((await needs()).domains).toEqual({
        total: 2,
        items: [
          { ...placeOf(todo), status: 'action_required' },
          { ...placeOf(failed), status: 'failed' },
        ],
      });
    });

    it('shows at most so many of a kind, and tells how many there are', async () => {
      for (let index = 0; index < MOST_NEEDS + 2; index += 1) {
        await addDomain({ name: `d${String(index).padStart(2, '0')}.fr`, status: 'failed' });
      }
      const { domains } = await needs();
      expect(domains.total).toBe(MOST_NEEDS + 2);
      expect(domains.items.map(({ name: domain }) => domain).at(-1)).toBe('d19.fr');
      expect(domains.items).toHaveLength(MOST_NEEDS);
    });

    it('names the invitations that one sent and that end soon, have ended, or did not arrive', async () => {
      const mailDomain = await addDomain({});
      const seen = await addDomain({}, 'viewer');
      const invite = async (email: string, days: number, given = {}) => {
        const invitation = makeMailDomainInvitation({
          mailDomainId: mailDomain.id,
          issuerId: ana.id,
          email,
          expiresAt: minutesLater((10 + days) * DAY),
          ...given,
        });
        await seed.mailDomainInvitation(invitation);
        return invitation;
      };
      const mail = (
        invitationId: MailDomainInvitationId,
        status: 'sent' | 'refused' | 'given_up',
        minute: number,
      ) =>
        unitOfWork.run(async ({ outgoingMails }) => {
          await outgoingMails.insert({
            ...makeOutgoingMail({ createdAt: minutesLater(minute) }),
            ...(status === 'sent' ? { status, content: null } : { status }),
            invitationId,
          });
        });
      const soon = await invite('soon@a.fr', 2);
      const ended = await invite('ended@a.fr', -6);
      const refused = await invite('refused@a.fr', 5);
      const lost = await invite('lost@a.fr', 4);
      const arrived = await invite('arrived@a.fr', 6);
      await invite('later@a.fr', 3);
      await invite('forgotten@a.fr', -8);
      await invite('by-bob@a.fr', 1, { issuerId: bob.id });
      await invite('viewer@a.fr', 1, { mailDomainId: seen.id });
      await mail(refused.id, 'refused', 1);
      await mail(lost.id, 'given_up', 1);
      await mail(arrived.id, 'refused', 1);
      await mail(arrived.id, 'sent', 2);
      const shown = ({ id, email, role, expiresAt }: typeof soon) => ({ id, email, role, expiresAt });
      expect((await needs()).invitations).toEqual({
        total: 4,
        items: [
          { ...shown(ended), ...placeOf(mailDomain), mail: null, mailReason: null },
          { ...shown(soon), ...placeOf(mailDomain), mail: null, mailReason: null },
          { ...shown(lost), ...placeOf(mailDomain), mail: 'given_up', mailReason: null },
          { ...shown(refused), ...placeOf(mailDomain), mail: 'refused', mailReason: null },
        ],
      });
    });

    it('counts the changes that wait long, with since when and why', async () => {
      const [first, second, quick, seen] = [
        await addDomain({ name: 'b.fr' }),
        await addDomain({ name: 'a.fr' }),
        await addDomain({}),
        await addDomain({}, 'viewer'),
      ];
      const since = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000);
      const waiting = (mailDomain: MailDomain, minutes: number) =>
        makeMailbox({
          mailDomainId: mailDomain.id,
          provisioned: done({ change: withWanted(null, { resetsPassword: true }, since(minutes)) }),
        });
      const trouble = 'mail_provisioner.unavailable' as const;
      await unitOfWork.run(async ({ mailboxes, mailAliasChanges }) => {
        await mailboxes.insert(waiting(first, 90));
        await mailboxes.insert(waiting(first, 10));
        await mailboxes.insert(waiting(second, 60));
        await mailboxes.insert(waiting(quick, 59));
        await mailboxes.insert(waiting(seen, 600));
        await mailAliasChanges.insertOrFind([
          makeMailAliasChange({
            mailDomainId: first.id,
            progress: { state: 'open', attempts: 4, trouble },
            createdAt: since(120),
            updatedAt: since(5),
          }),
        ]);
      });
      expect((await needs()).waiting).toEqual({
        total: 2,
        items: [
          { ...placeOf(first), changes: 2, since: since(120), trouble },
          { ...placeOf(second), changes: 1, since: since(60), trouble: null },
        ],
      });
    });

    it('counts the differences that are to be settled', async () => {
      const [compared, never, seen, settled] = [
        await addDomain({ name: 'a.fr' }),
        await addDomain({ name: 'b.fr' }),
        await addDomain({}, 'viewer'),
        await addDomain({}),
      ];
      const at = minutesLater(3);
      const line = (mailDomain: MailDomain, given = {}) =>
        makeDriftLine({ mailDomainId: mailDomain.id, ...given });
      const ignored = line(compared);
      await unitOfWork.run(async ({ drift }) => {
        await drift.saveRun({
          mailDomainId: compared.id,
          startedAt: at,
          endedAt: null,
          state: 'running',
          failure: null,
          rows: 0,
          inconclusive: [],
        });
        await drift.putLines(at, [
          line(compared),
          line(compared, { finding: 'skipped', reason: 'technical' }),
          line(compared, { finding: 'imported' }),
          ignored,
          line(never, { finding: 'differing' }),
          line(seen),
          line(settled, { finding: 'imported' }),
        ]);
        await drift.markIgnored([ignored.id], true);
      });
      expect((await needs()).drift).toEqual({
        total: 2,
        items: [
          { ...placeOf(compared), differences: 2, comparedAt: at },
          { ...placeOf(never), differences: 1, comparedAt: null },
        ],
      });
    });
  });
