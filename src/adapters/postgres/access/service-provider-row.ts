import type { ServiceProvider } from '../../../domain/access/service-provider.ts';
import type { ServiceProviderId } from '../../../domain/shared/ids.ts';

/** Columns of a service provider whose table is called `p`. */
export const SERVICE_PROVIDER_COLUMNS = 'p.id, p.name, p.audience_id, p.created_at, p.updated_at';

export type ServiceProviderRow = {
  id: ServiceProviderId;
  name: string;
  audience_id: string;
  created_at: Date;
  updated_at: Date;
};

export const toServiceProvider = (row: ServiceProviderRow): ServiceProvider => ({
  id: row.id,
  name: row.name,
  audienceId: row.audience_id,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});
