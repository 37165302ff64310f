import { Link } from '@tanstack/react-router';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Domain } from '../../../lib/use-domain.ts';
import { HandOverLink } from '../hand-over-link.tsx';
import { addressIn } from '../mailbox.ts';
import type { Outcome } from './bulk.ts';
import { outcomeText } from './outcome-text.ts';

type Props = { readonly domain: Domain; readonly outcome: Outcome; readonly isGone: boolean };

/** What has become of one mailbox. A row that has not changed is not drawn again. */
export const OutcomeRow = memo(function OutcomeRow({ domain, outcome, isGone }: Props) {
  const { t } = useTranslation();
  const { mailboxId: id, localPart, isToBeHandedOver } = outcome;
  const address = localPart === null ? t('bulk.unknown') : addressIn(domain, localPart);
  // Why it is not sent is said above all of them.
  const text = isToBeHandedOver ? '' : outcomeText(t, outcome);
  return (
    <li>
      {localPart === null || isGone ? (
        address
      ) : (
        <Link to="/domains/$slug/mailboxes/$id" params={{ slug: domain.slug, id }}>
          {address}
        </Link>
      )}
      {text === '' ? null : <p className="quiet">{text}</p>}
      {isToBeHandedOver ? (
        <HandOverLink domainSlug={domain.slug} id={id} address={address} kind="password" isBrief />
      ) : null}
    </li>
  );
});
