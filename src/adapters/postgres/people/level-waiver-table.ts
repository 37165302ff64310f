import type { LevelWaiver } from '../../../domain/people/level-waiver.ts';
import { TABLE_RULES } from '../../storage/all-table-rules.ts';
import { defineTable } from '../engine/define-table.ts';

export const LEVEL_WAIVER = defineTable<LevelWaiver>()(TABLE_RULES.level_waiver, 'w', {
  userId: { type: 'uuid' },
  reason: { type: 'text' },
  createdAt: { type: 'timestamptz' },
  expiresAt: { type: 'timestamptz' },
});
