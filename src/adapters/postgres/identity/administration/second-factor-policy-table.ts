import type {
  SecondFactorNotice,
  SecondFactorPolicy,
} from '../../../../domain/identity/administration/second-factor-policy.ts';
import { TABLE_RULES } from '../../../storage/all-table-rules.ts';
import { defineTable } from '../../engine/define-table.ts';

export const SECOND_FACTOR_POLICY = defineTable<SecondFactorPolicy>()(TABLE_RULES.second_factor_policy, 'p', {
  mailDomainId: { type: 'uuid' },
  requiredFrom: { type: 'timestamptz' },
  setAt: { type: 'timestamptz' },
});

export const SECOND_FACTOR_NOTICE = defineTable<SecondFactorNotice>()(TABLE_RULES.second_factor_notice, 'n', {
  mailDomainId: { type: 'uuid' },
  requiredFrom: { type: 'timestamptz' },
  begunAt: { type: 'timestamptz' },
  position: { type: 'text', name: 'last_local_part' },
  endedAt: { type: 'timestamptz' },
});
