import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { LinkButton } from '../../kit/action/link-button.tsx';
import { EmptyState } from '../../kit/page/empty-state.tsx';
import { FailureNotice } from '../../kit/page/failure-notice.tsx';
import { Loading } from '../../kit/page/loading.tsx';
import { Notice } from '../../kit/page/notice.tsx';
import { PageHeader } from '../../kit/page/page-header.tsx';
import { useMe } from '../../lib/me.ts';
import { trpc } from '../../lib/trpc.ts';
import { DomainTodo } from './domain-todo.tsx';
import { InvitationTodo } from './invitation-todo.tsx';

const MOST = 50;

/** What needs the person: invitations, and domains that wait for somebody to act. */
export function HomePage() {
  const { t } = useTranslation();
  const me = useMe();
  const invitations = useQuery(trpc.invitations.own.queryOptions());
  const domains = useQuery(
    trpc.mailDomains.list.queryOptions({
      statuses: ['action_required', 'failed'],
      orderBy: 'name',
      descending: false,
      pageSize: MOST,
    }),
  );
  const count = (invitations.data?.length ?? 0) + (domains.data?.items.length ?? 0);
  const failed = [invitations, domains].find(({ error }) => error !== null);
  return (
    <div className="home">
      <PageHeader
        title={me.name === null ? t('home.title') : t('home.hello', { name: me.name })}
        windowTitle={t('home.title')}
      />
      {me.organization === null ? (
        <Notice tone="info" title={t('landing.noOrganization.title')}>
          <p>{t('landing.noOrganization.text')}</p>
        </Notice>
      ) : null}
      <section>
        <h2>{t('home.needsMe')}</h2>
        {failed === undefined ? null : (
          <FailureNotice error={failed.error} onRetry={() => void failed.refetch()} />
        )}
        {count > 0 ? (
          <ul className="todo">
            {invitations.data?.map((invitation) => (
              <InvitationTodo key={invitation.id} invitation={invitation} />
            ))}
            {domains.data?.items.map((domain) => (
              <DomainTodo key={domain.id} domain={domain} />
            ))}
          </ul>
        ) : invitations.isPending || domains.isPending ? (
          <Loading />
        ) : failed === undefined ? (
          <EmptyState icon="check" title={t('home.nothing.title')} text={t('home.nothing.text')} />
        ) : null}
      </section>
      <p className="actions">
        <LinkButton to="/domains" icon="mail" variant="secondary">
          {t('home.allDomains')}
        </LinkButton>
      </p>
    </div>
  );
}
