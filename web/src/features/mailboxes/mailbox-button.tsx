import { useTranslation } from 'react-i18next';
import { failureText } from '../../i18n/failure-text.ts';
import { AbilityButton } from '../../kit/action/ability-button.tsx';
import type { ButtonProps } from '../../kit/action/button.tsx';
import type { Domain } from '../../lib/use-domain.ts';
import type { Mailbox, MailboxAction } from './mailbox.ts';
import { useForbidden } from './use-forbidden.ts';

type Props = Omit<ButtonProps, 'action'> & {
  readonly domain: Domain;
  readonly mailbox: Mailbox;
  readonly action: Exclude<MailboxAction, 'get' | 'cancelFactorReset'>;
};

/** A button for one of the actions on a mailbox. One that is not allowed has the server's reason beside it. */
export function MailboxButton({ domain, mailbox, action, ...button }: Props) {
  const { t } = useTranslation();
  const forbidden = useForbidden(domain);
  const code = mailbox.refusals[action];
  const reason =
    code === undefined || code === 'mailbox.action_forbidden'
      ? forbidden
      : failureText({ code, httpStatus: undefined, params: {} });
  return (
    <AbilityButton
      size="small"
      variant="secondary"
      {...button}
      isAllowed={mailbox.abilities[action]}
      reason={reason}
    >
      {t(`mailboxes.actions.${action}`)}
    </AbilityButton>
  );
}
