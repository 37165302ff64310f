import { randomBytes } from 'node:crypto';
import { Refusal } from '../http/refusal.ts';
import type { Call, Route } from '../http/route.ts';
import type { DimailState } from '../state/dimail-state.ts';
import { emailOf, type Mailbox } from '../state/mailbox.ts';
import { newPassword } from '../state/mailbox-store.ts';
import { hashPassword } from '../state/password-hash.ts';
import { managedDomain } from './known-domain.ts';

const ITEM = '/domains/{domain}/mailboxes/{user}';

/** Password reset and one-time login codes (contract/dimail.md section 7). */
export function mailboxAccessRoutes(state: DimailState, now: () => Date): readonly Route[] {
  const stored = (call: Call): Mailbox => {
    const { name } = managedDomain(state, call);
    const mailbox = state.mailboxes.get(emailOf(call.params['user'] ?? '', name));
    if (!mailbox) {
      throw new Refusal(404, 'Mailbox not found');
    }
    return mailbox;
  };

  return [
    {
      method: 'POST',
      path: `${ITEM}/reset_password`,
      eitherSlash: true,
      scheme: 'bearer',
      handle(call) {
        const mailbox = stored(call);
        const password = newPassword();
        mailbox.passwordHash = hashPassword(password);
        mailbox.passwordResets += 1;
        return { status: 200, json: { email: emailOf(mailbox.localPart, mailbox.domain), password } };
      },
    },
    {
      method: 'POST',
      path: `${ITEM}/code`,
      scheme: 'bearer',
      body: 'optional',
      handle(call) {
        const expiresIn = call.body.optionalInteger('expires_in') ?? 3600;
        const maxUses = call.body.optionalInteger('maxuse') ?? 1;
        call.body.end();
        const mailbox = stored(call);
        const email = emailOf(mailbox.localPart, mailbox.domain);
        const code = randomBytes(24).toString('base64url');
        const expiresAt = Math.floor(now().getTime() / 1000) + expiresIn;
        state.codes.set(code, { email, expiresAt, maxUses, uses: 0 });
        const limits = { expires_at: expiresAt, expires_in: expiresIn, maxuse: maxUses, nbuse: 0 };
        return { status: 200, json: { email, code, ...limits } };
      },
    },
  ];
}
