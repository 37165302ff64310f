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
import { InvitationTodo } from './invitation-todo.tsx';
import { countOf } from './need.ts';
import { NeedsList } from './needs-list.tsx';

/** What needs the person: invitations, domains that wait for somebody to act, changes that wait long, and differences. */
export function HomePage() {
  const { t } = useTranslation();
  const me = useMe();
  const invitations = useQuery(trpc.invitations.own.queryOptions());
  const needs = useQuery(trpc.overview.needs.queryOptions());
  const count = (invitations.data?.length ?? 0) + (needs.data ? countOf(needs.data) : 0);
  const failed = [invitations, needs].find(({ error }) => error !== null);
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
            {needs.data === undefined ? null : <NeedsList needs={needs.data} />}
          </ul>
        ) : invitations.isPending || needs.isPending ? (
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
