import { failureText } from '../../i18n/failure-text.ts';
import type { Domain } from '../../lib/use-domain.ts';
import { useForbidden } from './use-forbidden.ts';

/** What a reason of the server against an action means, in people's words; and who could, where it is a matter of roles. */
export function useReason(domain: Domain): (code: string) => string {
  const forbidden = useForbidden(domain);
  return (code) => (code === 'mailbox.action_forbidden' ? forbidden : failureText({ code, params: {} }));
}
