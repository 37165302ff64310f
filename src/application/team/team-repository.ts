import type { OrganizationId, ServiceProviderId, TeamId, UserId } from '../../domain/shared/ids.ts';
import type { Team } from '../../domain/team/team.ts';
import type { TeamRole } from '../../domain/team/team-access.ts';
import type { TeamPath } from '../../domain/team/team-path.ts';

/** The person who looks at teams. */
export type TeamViewer = Readonly<{ userId: UserId; organizationId: OrganizationId | null }>;

export interface TeamRepository {
  find(id: TeamId): Promise<Team | undefined>;
  /** The team with that UUID for other services. */
  findByExternalId(externalId: string): Promise<Team | undefined>;
  /**
   * As `find`, and locks the team: other writers of it, its accesses and its invitations wait until the end of the
   * transaction, since they lock it first.
   */
  lock(id: TeamId): Promise<Team | undefined>;
  /**
   * Locks the shape of the tree: other transactions that change it wait until the end of this one. Taken before any
   * other lock.
   */
  lockTree(): Promise<void>;
  /**
   * The role in which a person sees a team: that of their access, `member` for a true ancestor, in their organization,
   * of a team they have an access to (contract/rest-api.md D8), else undefined.
   */
  seenAs(id: TeamId, viewer: TeamViewer): Promise<TeamRole | undefined>;
  /** The greatest path among the children of `parent`; with the empty path, among the roots. */
  lastChildPath(parent: TeamPath): Promise<TeamPath | undefined>;
  /** Stores a new team and counts it as a child of its parent. */
  insert(team: Team): Promise<void>;
  /** Replaces name, visibility and date of change. */
  update(team: Team): Promise<void>;
  /** Moves the whole subtree of `path` to the free path `newPath`; numbers of children follow. */
  move(path: TeamPath, newPath: TeamPath): Promise<void>;
  /**
   * Removes the whole subtree of `path` with accesses, invitations and webhooks, and updates the parent's number of
   * children. Returns the ids of the removed teams, by path.
   */
  deleteSubtree(path: TeamPath): Promise<readonly TeamId[]>;
  serviceProviderIds(id: TeamId): Promise<readonly ServiceProviderId[]>;
  /** Whether the service provider of that audience, if there is one, is linked to the team. */
  isLinkedTo(id: TeamId, audienceId: string): Promise<boolean>;
  replaceServiceProviders(id: TeamId, serviceProviderIds: readonly ServiceProviderId[]): Promise<void>;
  /** Those of `ids` that the organization may use. */
  offeredServiceProviders(
    organizationId: OrganizationId | null,
    ids: readonly ServiceProviderId[],
  ): Promise<readonly ServiceProviderId[]>;
}
