import { z } from 'zod';
import type { InviteOutcome } from '../../../application/invitation/invite-outcome.ts';
import { EMAIL_MAX_LENGTH } from '../../../domain/shared/email-address.ts';
import type { Translate } from '../../http/messages/translate.ts';
import { charField } from '../wire/char-field.ts';
import { optionalChoiceField } from '../wire/choice-field.ts';
import { wireTime } from '../wire/wire-time.ts';

type Roles = readonly [string, ...string[]];
type Invitation = Readonly<{
  id: string;
  email: string;
  role: string;
  issuerId: string;
  isExpired: boolean;
  createdAt: Date;
}>;

/**
 * An invitation on the wire (contract/rest-api.md 3.8, 3.11). `parent`: the member that names its team or mail domain.
 */
export const invitationSchema = <Parent extends string>(parent: Parent, roles: Roles, id: string) =>
  z
    .object({
      id: z.uuid(),
      created_at: z.iso.datetime(),
      email: z.string(),
      ...({ [parent]: z.uuid() } as Record<Parent, z.ZodUUID>),
      role: z.enum(roles),
      issuer: z.uuid(),
      is_expired: z.boolean(),
    })
    .meta({ id });

/** The answer to a new invitation: the invitation, or a text when the person has an account (D22). */
export const inviteAnswerSchema = <Schema extends z.ZodType>(schema: Schema) =>
  z.union([schema, z.object({ detail: z.string() })]);

export const invitationBody = <const Role extends string>(roles: readonly Role[], id: string) =>
  z
    .object({ email: charField({ max: EMAIL_MAX_LENGTH, email: true }), role: optionalChoiceField(roles) })
    .meta({ id });

/** `parent`: the wire member with its team or mail domain. */
export const presentInvitation = (invitation: Invitation, parent: Readonly<Record<string, string>>) => ({
  id: invitation.id,
  created_at: wireTime(invitation.createdAt),
  email: invitation.email,
  ...parent,
  role: invitation.role,
  issuer: invitation.issuerId,
  is_expired: invitation.isExpired,
});

/**
 * The answer to a new or resent invitation: 201 with a text instead of the invitation when the person had an account
 * (contract/rest-api.md 7.3).
 *
 * @param status the status of an answer with an invitation
 */
export const answerInvite = <View>(
  outcome: InviteOutcome<View, string>,
  present: (invitation: View) => unknown,
  translate: Translate,
  status: 200 | 201 = 201,
): { status: number; body: unknown } =>
  outcome.outcome === 'invited'
    ? { status, body: present(outcome.invitation) }
    : { status: 201, body: { detail: translate('access_created_instead') } };
