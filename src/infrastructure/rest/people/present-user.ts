import { z } from 'zod';
import type { ListedUserView } from '../../../application/people/user-queries.ts';
import { LANGUAGES } from '../../../domain/shared/language.ts';

/** The organization of a person, as answers about people contain it. */
export const organizationSchema = z
  .object({ id: z.uuid(), name: z.string(), registration_id_list: z.array(z.string()) })
  .nullable();

/** A person of contract/rest-api.md 3.2. */
export const userSchema = z
  .object({
    id: z.uuid(),
    email: z.string().nullable(),
    language: z.enum(LANGUAGES),
    name: z.string().nullable(),
    organization: organizationSchema,
    timezone: z.string(),
    is_device: z.boolean(),
    is_staff: z.boolean(),
  })
  .meta({ id: 'User' });

export const presentOrganization = (organization: ListedUserView['organization']) =>
  organization
    ? { id: organization.id, name: organization.name, registration_id_list: organization.registrationIds }
    : null;

export const presentUser = ({ user, organization }: ListedUserView) => ({
  id: user.id,
  email: user.email,
  language: user.language,
  name: user.name,
  organization: presentOrganization(organization),
  timezone: user.timezone,
  is_device: user.isDevice,
  is_staff: user.isStaff,
});
