import { useTranslation } from 'react-i18next';
import { LinkButton } from '../../../kit/action/link-button.tsx';
import { Notice } from '../../../kit/page/notice.tsx';
import { failureOf } from '../../../lib/failure.ts';
import type { Domain } from '../../../lib/use-domain.ts';

type Props = {
  readonly domain: Domain;
  /** Why the mailbox was not created. */
  readonly error: unknown;
  readonly localPart: string;
};

const CLASHES = {
  'mailbox.address_taken': 'address',
  'mailbox.name_taken': 'name',
  'mailbox.display_name_taken': 'name',
} as const;

const clashOf = (error: unknown) => {
  const { code } = failureOf(error);
  return Object.entries(CLASHES).find(([clash]) => clash === code)?.[1];
};

/** After a clash with another mailbox: often an address that leads to it is what is wanted. */
export function AliasInstead({ domain, error, localPart }: Props) {
  const { t } = useTranslation();
  const clash = error === undefined ? undefined : clashOf(error);
  if (clash === undefined) return null;
  return (
    <Notice tone="info" title={t(`mailboxes.clash.${clash}`)} isNews>
      <p>{t(`mailboxes.clash.${clash}Text`)}</p>
      <LinkButton
        size="small"
        variant="secondary"
        to="/domains/$slug/aliases"
        params={{ slug: domain.slug }}
        search={{ new: localPart }}
      >
        {t('mailboxes.clash.alias')}
      </LinkButton>
    </Notice>
  );
}
