import { useTranslation } from 'react-i18next';
import { Notice } from '../../../kit/page/notice.tsx';
import type { Domain } from '../../../lib/use-domain.ts';
import { addressIn, type Mailbox } from '../mailbox.ts';
import { useAliasOf } from '../use-alias-of.ts';

type Props = { readonly domain: Domain; readonly mailbox: Mailbox };

/** What may not be expected of a mailbox whose address is that of an alias as well. */
export function MailboxWarnings({ domain, mailbox: { localPart } }: Props) {
  const { t } = useTranslation();
  const alias = useAliasOf(domain.slug, localPart);
  return (alias?.warnings ?? []).map((warning) => (
    <Notice key={warning} tone="warning">
      <p>{t(`mailboxes.warnings.${warning}`, { address: addressIn(domain, localPart) })}</p>
    </Notice>
  ));
}
