import { useTranslation } from 'react-i18next';
import { Notice } from '../../../kit/page/notice.tsx';
import type { Domain } from '../../../lib/use-domain.ts';
import { useAliasOf } from '../use-alias-of.ts';

type Props = { readonly domain: Domain; readonly localPart: string };

/** Before a mailbox is created at the address of an alias: where mail to it goes now. */
export function AliasOfThatName({ domain, localPart }: Props) {
  const { t } = useTranslation();
  const alias = useAliasOf(domain.slug, localPart);
  if (alias === undefined || alias.hasMailbox) return null;
  const destinations = alias.destinations.map(({ displayDestination }) => displayDestination).join(', ');
  return (
    <Notice tone="warning" title={t('mailboxes.clash.aliasThere', { address: alias.displayAddress })} isNews>
      <p>{t('mailboxes.clash.aliasThereText', { destinations })}</p>
    </Notice>
  );
}
