import type { ServiceProvider } from '../../../domain/access/service-provider.ts';
import { TABLE_RULES } from '../../storage/all-table-rules.ts';
import { defineTable } from '../engine/define-table.ts';

export const SERVICE_PROVIDER = defineTable<ServiceProvider>()(TABLE_RULES.service_provider, 'p', {
  id: { type: 'uuid' },
  name: { type: 'text' },
  audienceId: { type: 'text', fixed: true },
  createdAt: { type: 'timestamptz', fixed: true },
  updatedAt: { type: 'timestamptz' },
});
