import { Refusal } from '../http/refusal.ts';
import type { Call } from '../http/route.ts';
import type { DimailState } from '../state/dimail-state.ts';
import type { MailDomain } from '../state/mail-domain.ts';

type Place = Pick<Call, 'params' | 'caller'>;

/** The domain of the path, as the domain routes test it: existence (404) before rights (401). */
export function knownDomain(state: DimailState, { params, caller }: Place): MailDomain {
  const domain = state.domains.get(params['domain'] ?? '');
  if (!domain) {
    throw new Refusal(404, 'Domain not found');
  }
  if (!state.mayManage(caller, domain.name)) {
    throw new Refusal(401, 'Not authorized.');
  }
  return domain;
}

/** The name of the domain of the path, provided the caller has rights on it (403), existing or not. */
export function managedName(
  state: DimailState,
  { params, caller }: Place,
  detail = 'Permission denied',
): string {
  const name = params['domain'] ?? '';
  if (!state.mayManage(caller, name)) {
    throw new Refusal(403, detail);
  }
  return name;
}

/** The domain of the path, as the mailbox routes test it: rights (403) before existence (404). */
export function managedDomain(state: DimailState, place: Place): MailDomain {
  const domain = state.domains.get(managedName(state, place));
  if (!domain) {
    throw new Refusal(404, 'Domain not found');
  }
  return domain;
}
