import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Unanswered } from '../../../kit/page/unanswered.tsx';
import { trpc } from '../../../lib/trpc.ts';
import type { Domain } from '../../../lib/use-domain.ts';
import { addressIn, type Mailbox } from '../mailbox.ts';

const MOST = 100;

type Props = { readonly domain: Domain; readonly mailbox: Mailbox };

/** The aliases that lead to a mailbox. */
export function MailboxAliases({ domain, mailbox: { localPart } }: Props) {
  const { t } = useTranslation();
  const address = `${localPart}@${domain.name}`;
  const aliases = useQuery(
    trpc.aliases.list.queryOptions({
      domainSlug: domain.slug,
      search: address,
      page: { pageSize: MOST },
    }),
  );
  if (aliases.data === undefined) return <Unanswered query={aliases} />;
  // The search finds parts of addresses as well.
  const leading = aliases.data.items.filter(({ destination }) => destination === address);
  return (
    <>
      {leading.length === 0 ? (
        <p>{t('mailboxes.aliases.none')}</p>
      ) : (
        <ul>
          {leading.map((alias) => (
            <li key={alias.id}>
              <Link
                to="/domains/$slug/aliases/$localPart"
                params={{ slug: domain.slug, localPart: alias.localPart }}
              >
                {addressIn(domain, alias.localPart)}
              </Link>
            </li>
          ))}
        </ul>
      )}
      <p>
        <Link to="/domains/$slug/aliases" params={{ slug: domain.slug }}>
          {t('mailboxes.aliases.all')}
        </Link>
      </p>
    </>
  );
}
