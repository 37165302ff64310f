import type { TFunction } from 'i18next';
import { failureText } from '../../i18n/failure-text.ts';
import { troubleOf } from '../../lib/trouble-of.ts';
import type { Domain } from '../../lib/use-domain.ts';
import type { Mailbox } from './mailbox.ts';

type Waiting = NonNullable<Mailbox['waiting']>;

/** What waits, in the order in which it is carried out: `to be disabled, a sign-in link`. */
export function stepsText(
  t: TFunction,
  { steps }: Pick<Waiting, 'steps'>,
  change: Mailbox['change'],
  { status }: Pick<Domain, 'status'>,
): string {
  const isForDomain = status !== 'enabled';
  const texts = steps.map((step) => {
    if (step === 'creation') return t(`mailboxes.steps.${isForDomain ? 'creationWithDomain' : 'creation'}`);
    if (step === 'activation')
      return t(`mailboxes.steps.${change?.active === true ? 'enabling' : 'disabling'}`);
    return t(`mailboxes.steps.${step}`);
  });
  return texts.join(', ');
}

/** Why it waits; empty when nothing is known to be wrong. */
export const troubleText = (t: TFunction, { trouble }: Pick<Waiting, 'trouble'>): string =>
  trouble === null ? '' : t(`mailboxes.troubles.${troubleOf(trouble)}`);

/** What the mail service did not do, or what somebody withdrew; empty when there is no such change. */
export function refusedText(t: TFunction, { failure, refusedChange }: Mailbox): string {
  if (failure !== null) return failureText(failure);
  if (refusedChange === null) return '';
  const { step, code, params } = refusedChange;
  const what = t(`mailboxes.refused.${step}`);
  return `${what} ${failureText({ code, params })}`;
}
