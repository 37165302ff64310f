import type { PlacementRepository } from '../../../application/organization/placement-repository.ts';
import type { OrganizationDiscrepancy } from '../../../domain/organization/organization-discrepancy.ts';
import type { UserId } from '../../../domain/shared/ids.ts';
import type { MemoryTables } from '../engine/memory-tables.ts';

export class MemoryPlacementRepository implements PlacementRepository {
  constructor(private readonly tables: MemoryTables) {}

  async holdsAnything(userId: UserId): Promise<boolean> {
    const { teamAccesses, mailDomainAccesses, organizationAccesses, organizationClaims } = this.tables;
    const isTheirs = (row: { readonly userId: UserId }) => row.userId === userId;
    return (
      teamAccesses.has(isTheirs) ||
      mailDomainAccesses.has(isTheirs) ||
      organizationAccesses.has(isTheirs) ||
      organizationClaims.has((claim) => isTheirs(claim) && claim.status === 'pending')
    );
  }

  async isPlacedByStaff(userId: UserId): Promise<boolean> {
    return this.tables.staffPlacements.find(userId) !== undefined;
  }

  async recordPlacedByStaff(userId: UserId, at: Date): Promise<void> {
    this.tables.staffPlacements.remove(({ id }) => id === userId);
    this.tables.staffPlacements.insert({ id: userId, userId, placedAt: at });
  }

  async findDiscrepancy(userId: UserId): Promise<OrganizationDiscrepancy | undefined> {
    const found = this.tables.organizationDiscrepancies.find(userId);
    if (!found) return undefined;
    const { id: _, ...discrepancy } = found;
    return discrepancy;
  }

  async putDiscrepancy(discrepancy: OrganizationDiscrepancy): Promise<void> {
    await this.removeDiscrepancy(discrepancy.userId);
    this.tables.organizationDiscrepancies.insert({ ...discrepancy, id: discrepancy.userId });
  }

  async removeDiscrepancy(userId: UserId): Promise<void> {
    this.tables.organizationDiscrepancies.remove(({ id }) => id === userId);
  }
}
