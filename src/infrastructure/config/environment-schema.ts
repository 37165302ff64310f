import { z } from 'zod';
import { DATABASE_VARIABLES } from './variables/database-variables.ts';
import { FEATURE_VARIABLES } from './variables/feature-variables.ts';
import { IDENTITY_PROVIDER_VARIABLES } from './variables/identity-provider-variables.ts';
import { LOG_VARIABLES } from './variables/log-variables.ts';
import { MAIL_DOMAIN_VARIABLES } from './variables/mail-domain-variables.ts';
import { MAIL_VARIABLES } from './variables/mail-variables.ts';
import { OPENID_PROVIDER_VARIABLES } from './variables/openid-provider-variables.ts';
import { ORGANIZATION_VARIABLES } from './variables/organization-variables.ts';
import { PAGE_VARIABLES } from './variables/page-variables.ts';
import { REQUEST_VARIABLES } from './variables/request-variables.ts';
import { RESOURCE_SERVER_VARIABLES } from './variables/resource-server-variables.ts';
import { SERVING_VARIABLES } from './variables/serving-variables.ts';
import { TRACE_VARIABLES } from './variables/trace-variables.ts';
import { WEBHOOK_VARIABLES } from './variables/webhook-variables.ts';

/** Every environment variable, in the order of `.env.example` (contract/rest-api.md 6). */
export const environmentSchema = z.object({
  ...SERVING_VARIABLES,
  ...DATABASE_VARIABLES,
  ...REQUEST_VARIABLES,
  ...PAGE_VARIABLES,
  ...LOG_VARIABLES,
  ...TRACE_VARIABLES,
  ...FEATURE_VARIABLES,
  ...IDENTITY_PROVIDER_VARIABLES,
  ...RESOURCE_SERVER_VARIABLES,
  ...OPENID_PROVIDER_VARIABLES,
  ...MAIL_DOMAIN_VARIABLES,
  ...MAIL_VARIABLES,
  ...WEBHOOK_VARIABLES,
  ...ORGANIZATION_VARIABLES,
});

export type Environment = z.output<typeof environmentSchema>;
