import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { SERVICE_FILTERS } from '../../src/application/access/resource-server/service-scope.ts';
import type { UserField } from '../../src/domain/access/scim-filter.ts';
import type { User } from '../../src/domain/people/user.ts';
import { makeMailDomain } from '../builders/make-mail-domain.ts';
import { makeMailDomainAccess } from '../builders/make-mail-domain-access.ts';
import { makeOrganization } from '../builders/make-organization.ts';
import { makeOrganizationAccess } from '../builders/make-organization-access.ts';
import { makeOrganizationClaim } from '../builders/make-organization-claim.ts';
import { makeTeam } from '../builders/make-team.ts';
import { makeTeamAccess } from '../builders/make-team-access.ts';
import { makeTeamWebhook } from '../builders/make-team-webhook.ts';
import { makeUser } from '../builders/make-user.ts';
import { minutesLater } from '../builders/moments.ts';
import { ORIGIN } from '../builders/origin.ts';
import { calledBy } from '../support/served-teams.ts';
import type { StorageHarness } from '../support/storage-harness.ts';

const page = <Field extends string>(field: Field) =>
  ({ number: 1, size: 10, order: [{ field, descending: false }] }) as const;

/** Wherever people are found or shown by their address, an unverified one counts as none. */
export const unverifiedEmailContract = (name: string, open: () => Promise<StorageHarness>) =>
  describe(`unverified e-mail contract: ${name}`, async () => {
    const harness = await open();
    const { unitOfWork, seed, reset, close } = harness;
    const organization = makeOrganization();
    const organizationId = organization.id;
    const team = makeTeam({ organizationId });
    const mailDomain = makeMailDomain();
    const webhook = makeTeamWebhook({ teamId: team.id });
    /** By their addresses Ada would come between the two others. */
    const ada = makeUser({ name: 'Ada', email: 'mm.ada@evry.fr', organizationId });
    const bob = makeUser({ name: 'Bob', email: 'aa.bob@evry.fr', emailVerified: false, organizationId });
    const zoe = makeUser({ name: 'Zoé', email: 'zz.zoe@evry.fr', emailVerified: false, organizationId });
    const everybody = [ada, bob, zoe];
    const told = (people: readonly { readonly name: string | null; readonly email: string | null }[]) =>
      people.map((person) => [person.name, person.email]);
    const TOLD = [
      ['Ada', 'mm.ada@evry.fr'],
      ['Bob', null],
      ['Zoé', null],
    ];

    beforeEach(async () => {
      await reset();
      await unitOfWork.run(async ({ organizations, users, mailDomains }) => {
        await organizations.insertOrFind(organization);
        for (const user of everybody) await users.insertOrFind(user);
        await mailDomains.insert(mailDomain);
      });
      await seed.team(team);
    });
    afterAll(close);

    const join = (people: readonly User[] = everybody) =>
      unitOfWork.run(async (repositories) => {
        for (const [index, { id: userId }] of people.entries()) {
          const dates = { createdAt: minutesLater(index), updatedAt: minutesLater(index) };
          const teamAccess = makeTeamAccess({ teamId: team.id, userId, ...dates });
          await repositories.teamAccesses.insertIfAbsent(teamAccess);
          await repositories.mailDomainAccesses.insertIfAbsent(
            makeMailDomainAccess({ mailDomainId: mailDomain.id, userId, role: 'administrator', ...dates }),
          );
          await repositories.organizationAccesses.insert(
            makeOrganizationAccess({ organizationId, userId, ...dates }),
          );
          await repositories.organizationClaims.insert(
            makeOrganizationClaim({ organizationId, userId, ...dates }),
          );
        }
      });

    it('colleagues are found by name and by verified address', async () => {
      const found = async (search: string) => {
        const viewer = { userId: ada.id, organizationId };
        const { items, total } = await harness.userQueries.page(viewer, { search }, page('created_at'));
        expect(total).toBe(items.length);
        return items.map(({ user }) => user.name).sort();
      };
      expect(await found('evry.fr')).toEqual(['Ada']);
      expect(await found('AA.BOB')).toEqual([]);
      expect([await found('zoe'), await found('bob'), await found('')]).toEqual([
        ['Zoé'],
        ['Bob'],
        ['Ada', 'Bob', 'Zoé'],
      ]);
    });

    it('those who may get a mail domain are, too', async () => {
      const found = async (search: string) => {
        const filter = { organizationId, search, limit: 10 };
        const people = await harness.mailDomainAccessQueries.availableUsers(mailDomain.id, filter);
        return people.map(({ user }) => user.name).sort();
      };
      expect([await found('evry.fr'), await found('zz.zoe'), await found('zoé')]).toEqual([
        ['Ada'],
        [],
        ['Zoé'],
      ]);
      expect(await found('')).toEqual(['Ada', 'Bob', 'Zoé']);
    });

    it('staff find accounts by any address', async () => {
      const { items } = await harness.userQueries.accounts({ search: 'aa.bob' }, page('created_at'));
      expect(items.map(({ user }) => user)).toEqual([bob]);
    });

    it('members of a team are listed, ordered and found without it', async () => {
      await join();
      const { teamAccessQueries: queries } = harness;
      const found = async (search: string) =>
        (await queries.page(team.id, ada.id, search, page('user__email'))).items.map(({ user }) => user);
      expect(told(await found('')).sort()).toEqual(TOLD);
      expect(told(await found('evry.fr'))).toEqual([TOLD[0]]);
      expect(told(await found('bob'))).toEqual([TOLD[1]]);
      const { items } = await queries.page(team.id, ada.id, '', page('user__email'));
      expect(items.findIndex(({ user }) => user.id === ada.id)).not.toBe(1);
      for (const { id, user } of items) expect((await queries.find(team.id, id))?.user).toEqual(user);
    });

    it('managers of a mail domain are listed without it, to each other and to staff', async () => {
      await join();
      const { mailDomainAccessQueries: queries } = harness;
      const { items } = await queries.page(mailDomain.id, {}, page('created_at'));
      expect(told(items.map(({ user }) => user))).toEqual(TOLD);
      for (const { id, user } of items) expect((await queries.find(mailDomain.id, id))?.user).toEqual(user);
      const kept = await harness.managedMailDomainQueries.page({}, page('created_at'));
      expect(told(kept.items.flatMap(({ managers }) => managers))).toEqual(TOLD);
    });

    it('administrators and claimants of an organization are listed without it', async () => {
      await join();
      const { organizationPeopleQueries: queries } = harness;
      const accesses = await queries.accesses(organizationId, page('created_at'));
      expect(told(accesses.items.map(({ user }) => user))).toEqual(TOLD);
      const claims = await queries.claims({ organizationId }, page('created_at'));
      expect(told(claims.items.map(({ user }) => user))).toEqual(TOLD);
    });

    it('the audit log names people without it', async () => {
      for (const { id } of everybody) {
        const event = {
          at: minutesLater(0),
          action: 'user.created',
          objectId: id,
          label: '',
          subjectId: id,
        } as const;
        await unitOfWork.run(({ audit }) =>
          audit.append({ userId: id, origin: ORIGIN }, { ...event, organizationId: null }),
        );
      }
      const entries = await harness.auditQueries.list('everything', {}, { limit: 10 });
      const people = entries.flatMap(({ actor, subject }) => (actor && subject ? [actor, subject] : []));
      expect(told(people).sort()).toEqual(TOLD.flatMap((person) => [person, person]));
    });

    it('webhooks are sent without it, at every occasion', async () => {
      await join();
      await unitOfWork.run(({ webhooks }) => webhooks.insert(webhook, null));
      const next = () =>
        unitOfWork.run(async ({ webhookDeliveries }) => {
          const found = await webhookDeliveries.lockFirst(webhook.id);
          if (!found) return undefined;
          const { delivery } = found;
          await webhookDeliveries.update({
            ...delivery,
            state: 'failed',
            settledAt: minutesLater(1),
          });
          return delivery;
        });
      const emails = async () => {
        const all: (string | null)[] = [];
        for (let delivery = await next(); delivery; delivery = await next()) all.push(delivery.email);
        return all;
      };
      const expected = [ada.email, null, null];
      const at = minutesLater(0);
      await unitOfWork.run(async ({ webhookDeliveries }) => {
        for (const { id: userId } of everybody) {
          await webhookDeliveries.queueChange({ teamId: team.id, userId, operation: 'add', at });
        }
      });
      expect(await emails()).toEqual(expected);
      await unitOfWork.run(({ webhookDeliveries }) => webhookDeliveries.queueMembers(webhook.id, at));
      expect(await emails()).toEqual(expected);
      await unitOfWork.run(({ webhookDeliveries }) =>
        webhookDeliveries.queueAgain(webhook.id, undefined, at),
      );
      expect(await emails()).toEqual(expected);
      await unitOfWork.run(({ webhookDeliveries }) => webhookDeliveries.queueSubtreeRemoval(team.path, at));
      expect(await emails()).toEqual(expected);
    });

    it('SCIM filters do not see it', async () => {
      const matching = async (field: UserField, value: string | boolean) => {
        const names: (string | null)[] = [];
        for (const person of everybody) {
          const scope = SERVICE_FILTERS.sharedPeople(calledBy(person, 'drive'));
          const filter = { op: 'compare', field, operator: 'eq', value } as const;
          const request = { filter, startIndex: 1, count: 10 };
          const { items } = await harness.directoryQueries.users(scope, request);
          names.push(...items.map(({ user }) => user.name));
        }
        return names;
      };
      expect(await matching('emails.value', 'aa.bob@evry.fr')).toEqual([]);
      expect(await matching('emails.value', 'mm.ada@evry.fr')).toEqual(['Ada']);
      expect(await matching('emails.type', 'work')).toEqual(['Ada']);
      expect(await matching('emails.primary', true)).toEqual(['Ada']);
    });
  });
