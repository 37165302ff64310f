import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { UnsentMailFilter } from '../../src/application/notification/outgoing-mail-queries.ts';
import type { OutgoingMail } from '../../src/application/notification/outgoing-mail-repository.ts';
import { makeMailDomain } from '../builders/make-mail-domain.ts';
import { makeMailDomainInvitation } from '../builders/make-mail-domain-invitation.ts';
import { makeOrganization } from '../builders/make-organization.ts';
import { makeOutgoingMail } from '../builders/make-outgoing-mail.ts';
import { makeTeam } from '../builders/make-team.ts';
import { makeTeamInvitation } from '../builders/make-team-invitation.ts';
import { makeUser } from '../builders/make-user.ts';
import { minutesLater } from '../builders/moments.ts';
import { newId } from '../builders/new-id.ts';
import type { StorageHarness } from '../support/storage-harness.ts';

/** The list of mails that were not sent (port `OutgoingMailQueries`), and the invitations that some are of. */
export const unsentMailsContract = (name: string, open: () => Promise<StorageHarness>) =>
  describe(`unsent mails contract: ${name}`, async () => {
    const { unitOfWork, outgoingMailQueries, reset, close } = await open();
    beforeEach(reset);
    afterAll(close);

    const trouble = { since: minutesLater(3), reason: 'RCPT TO, 554, 5.7.1' };
    const ready = makeOutgoingMail({ recipient: 'Élu@commune.example', trouble, createdAt: minutesLater(1) });
    const draft: OutgoingMail = {
      ...makeOutgoingMail({ createdAt: minutesLater(2) }),
      kind: 'login_link',
      status: 'draft',
      content: { kind: 'login_link', address: 'a@b.fr' },
    };
    const refused: OutgoingMail = {
      ...makeOutgoingMail({ createdAt: minutesLater(3), updatedAt: minutesLater(9) }),
      status: 'refused',
    };
    const givenUp: OutgoingMail = {
      ...makeOutgoingMail({ createdAt: minutesLater(4), trouble }),
      status: 'given_up',
      content: null,
    };
    const sent: OutgoingMail = { ...makeOutgoingMail(), status: 'sent', content: null };

    const fill = () =>
      unitOfWork.run(({ outgoingMails }) => outgoingMails.insertMany([refused, sent, draft, givenUp, ready]));
    const list = (filter: UnsentMailFilter = {}, number = 1, size = 20, descending = false) =>
      outgoingMailQueries.pageOfUnsent(filter, {
        number,
        size,
        order: [{ field: 'created_at', descending }],
      });
    const ids = async (filter: UnsentMailFilter) => (await list(filter)).items.map(({ id }) => id);

    it('shows what was not sent, and nothing of what it says', async () => {
      await fill();
      const view = ({ id, recipient, kind, trouble: why, createdAt, updatedAt }: OutgoingMail) => ({
        id,
        recipient,
        kind,
        trouble: why,
        createdAt,
        updatedAt,
      });
      expect(await list()).toEqual({
        total: 4,
        items: [
          { ...view(ready), status: 'waiting', isKept: true },
          { ...view(draft), status: 'waiting', isKept: true },
          { ...view(refused), status: 'refused', isKept: true },
          { ...view(givenUp), status: 'given_up', isKept: false },
        ],
      });
    });

    it('finds by status and recipient, a page at a time', async () => {
      await fill();
      expect(await ids({ statuses: ['waiting'] })).toEqual([ready.id, draft.id]);
      expect(await ids({ statuses: ['refused', 'given_up'] })).toEqual([refused.id, givenUp.id]);
      expect(await ids({ statuses: [] })).toEqual([]);
      expect(await ids({ search: 'elu@COMMUNE' })).toEqual([ready.id]);
      expect(await ids({ search: '%' })).toEqual([]);
      expect(await ids({ search: ['commune', 'ELU'] })).toEqual([ready.id]);
      expect(await ids({ search: ['commune', 'nobody'] })).toEqual([]);
      expect(await ids({ search: 'elu', statuses: ['refused'] })).toEqual([]);
      expect(await list({}, 2, 3)).toMatchObject({ total: 4, items: [{ id: givenUp.id }] });
      expect(await list({}, 1, 1, true)).toMatchObject({ total: 4, items: [{ id: givenUp.id }] });
      expect(await list({}, 9)).toEqual({ total: 4, items: [] });
    });

    it('finds an invitation by its id alone', async () => {
      const issuer = makeUser();
      const organization = makeOrganization();
      const team = makeTeam({ organizationId: organization.id });
      const mailDomain = makeMailDomain();
      const toTeam = makeTeamInvitation({ teamId: team.id, issuerId: issuer.id });
      const toDomain = makeMailDomainInvitation({ mailDomainId: mailDomain.id, issuerId: issuer.id });
      await unitOfWork.run(async (stores) => {
        await stores.users.insertOrFind(issuer);
        await stores.organizations.insertOrFind(organization);
        await stores.teams.insert(team);
        await stores.mailDomains.insert(mailDomain);
        await stores.teamInvitations.insert(toTeam);
        await stores.mailDomainInvitations.insert(toDomain);
        expect(await stores.teamInvitations.findById(toTeam.id)).toEqual(toTeam);
        expect(await stores.teamInvitations.findById(newId())).toBeUndefined();
        expect(await stores.mailDomainInvitations.findById(toDomain.id)).toEqual(toDomain);
        expect(await stores.mailDomainInvitations.findById(newId())).toBeUndefined();
      });
    });
  });
