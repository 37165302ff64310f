import { failureText } from '../../i18n/failure-text.ts';
import type { Domain } from '../../lib/use-domain.ts';
import { useForbidden } from './use-forbidden.ts';

/** Of those who do not manage the domain. */
const FORBIDDEN: readonly string[] = ['mailbox.action_forbidden', 'mail_domain.action_forbidden'];

/** What a reason of the server against an action means, in people's words; and who could, where it is a matter of roles. */
export function useReason(domain: Domain): (code: string) => string {
  const forbidden = useForbidden(domain);
  return (code) => (FORBIDDEN.includes(code) ? forbidden : failureText({ code, params: {} }));
}
