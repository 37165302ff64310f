import { useTranslation } from 'react-i18next';
import { AbilityButtons } from '../../kit/action/ability-buttons.tsx';
import type { ButtonProps } from '../../kit/action/button.tsx';
import type { Domain } from '../../lib/use-domain.ts';
import type { Mailbox, MailboxAction } from './mailbox.ts';
import { useReason } from './use-reason.ts';

type MailboxButton = Omit<ButtonProps, 'children' | 'isOff'> & {
  readonly action: Exclude<MailboxAction, 'get' | 'cancelFactorReset'>;
};

type Props = {
  readonly domain: Domain;
  readonly mailbox: Mailbox;
  readonly buttons: readonly MailboxButton[];
};

/** Buttons for actions on a mailbox. Those that are not allowed have the server's reasons beside them. */
export function MailboxButtons({ domain, mailbox, buttons }: Props) {
  const { t } = useTranslation();
  const reasonOf = useReason(domain);
  return (
    <AbilityButtons
      items={buttons.map(({ action, ...button }) => ({
        size: 'small',
        variant: 'secondary',
        ...button,
        id: action,
        children: t(`mailboxes.actions.${action}`),
        isAllowed: mailbox.abilities[action],
        reason: reasonOf(mailbox.refusals[action] ?? 'mailbox.action_forbidden'),
      }))}
    />
  );
}
