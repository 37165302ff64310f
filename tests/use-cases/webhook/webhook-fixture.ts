import type { Actor } from '../../../src/application/shared/actor.ts';
import type { TeamId, TeamWebhookId } from '../../../src/domain/shared/ids.ts';
import type { Team } from '../../../src/domain/team/team.ts';
import type { TeamRole } from '../../../src/domain/team/team-access.ts';
import type { TeamWebhook } from '../../../src/domain/webhook/team-webhook.ts';
import { makeTeam } from '../../builders/make-team.ts';
import { makeTeamAccess } from '../../builders/make-team-access.ts';
import { makeTeamWebhook } from '../../builders/make-team-webhook.ts';
import { type openUseCaseWorld, START } from '../../support/use-case-world.ts';

type World = Awaited<ReturnType<typeof openUseCaseWorld>>;

/** Teams with webhooks in a world of use cases. */
export const webhookFixture = (world: World) => {
  const join = async ({ id: teamId }: Team, { userId }: Actor, role: TeamRole = 'member') => {
    const access = makeTeamAccess({ teamId, userId, role });
    await world.unitOfWork.run(({ teamAccesses }) => teamAccesses.insert(access));
    return access;
  };
  return {
    join,
    /** A team and its owner. */
    addTeam: async (given: Partial<Team> = {}): Promise<{ team: Team; owner: Actor }> => {
      const team = makeTeam({ name: 'Accueil', ...given });
      await world.unitOfWork.run(({ teams }) => teams.insert(team));
      const { actor: owner } = await world.addPerson();
      await join(team, owner, 'owner');
      return { team, owner };
    },
    addWebhook: async (teamId: TeamId, given: Partial<TeamWebhook> = {}, secret: string | null = null) => {
      const webhook = makeTeamWebhook({ teamId, ...given });
      await world.unitOfWork.run(({ webhooks }) => webhooks.insert(webhook, secret));
      return webhook;
    },
    /** `add zoe@evry.fr` for each attempt, in order. */
    sent: () => world.webhookSender.sent.map(({ event: { operation, email } }) => `${operation} ${email}`),
    status: (id: TeamWebhookId) => world.tables().teamWebhooks.find(id)?.status,
    log: (id: TeamWebhookId) => world.tables().webhookDeliveries.all(({ webhookId }) => webhookId === id),
    secondsSinceStart: () => (world.clock.now().getTime() - START.getTime()) / 1000,
  };
};
