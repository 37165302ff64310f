import { z } from 'zod';
import type { GetMe, Me } from '../../../application/user/get-me.ts';
import { LANGUAGES } from '../../../domain/shared/language.ts';
import { operation, type RestPath } from '../route.ts';

const feature = z.object({ can_view: z.boolean(), can_create: z.boolean() });

const meSchema = z
  .object({
    email: z.string().nullable(),
    id: z.uuid(),
    is_device: z.boolean(),
    is_staff: z.boolean(),
    language: z.enum(LANGUAGES),
    name: z.string().nullable(),
    organization: z
      .object({ id: z.uuid(), name: z.string(), registration_id_list: z.array(z.string()) })
      .nullable(),
    timezone: z.string(),
    abilities: z.object({ contacts: feature, teams: feature, mailboxes: feature }),
  })
  .meta({ id: 'Me' });

const presentFeature = ({ canView, canCreate }: Me['abilities']['teams']) => ({
  can_view: canView,
  can_create: canCreate,
});

const presentMe = ({ user, organization, abilities }: Me) => ({
  email: user.email,
  id: user.id,
  is_device: user.isDevice,
  is_staff: user.isStaff,
  language: user.language,
  name: user.name,
  organization: organization
    ? { id: organization.id, name: organization.name, registration_id_list: organization.registrationIds }
    : null,
  timezone: user.timezone,
  abilities: {
    contacts: presentFeature(abilities.contacts),
    teams: presentFeature(abilities.teams),
    mailboxes: presentFeature(abilities.mailboxes),
  },
});

/** `users/…` of contract/rest-api.md 3.2. */
export const makeUserResource = ({ getMe }: { getMe: GetMe }): readonly RestPath[] => [
  {
    path: '/users/me/',
    tag: 'users',
    operations: {
      GET: operation({
        operationId: 'users_me',
        summary: 'The signed-in person and what they may see',
        success: { status: 200, schema: meSchema },
        handle: async ({ actor }) => ({ status: 200, body: presentMe(await getMe(actor)) }),
      }),
    },
  },
];
