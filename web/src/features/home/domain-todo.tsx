import type { inferRouterOutputs } from '@trpc/server';
import { useTranslation } from 'react-i18next';
import { LinkButton } from '../../kit/action/link-button.tsx';
import { StatusTag } from '../../kit/data/status-tag.tsx';
import type { AppRouter } from '../../server/client.ts';

type Domain = inferRouterOutputs<AppRouter>['mailDomains']['list']['items'][number];

/** A domain that needs its DNS to be put right, or that the mail service cannot repair. */
export function DomainTodo({ domain }: { readonly domain: Domain }) {
  const { t } = useTranslation();
  const { slug, displayName: name, status } = domain;
  const hasFailed = status === 'failed';
  return (
    <li>
      <StatusTag tone={hasFailed ? 'error' : 'warning'}>
        {t(hasFailed ? 'domains.statuses.failed' : 'domains.statuses.action_required')}
      </StatusTag>
      <p className="todo__text">{t(hasFailed ? 'home.domainFailed' : 'home.domainAction', { name })}</p>
      <LinkButton to="/domains/$slug/dns" params={{ slug }} size="small" variant="secondary">
        {t('home.open')}
        <span className="visually-hidden"> {name}</span>
      </LinkButton>
    </li>
  );
}
