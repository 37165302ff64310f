import { useQuery } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import { useTranslation } from 'react-i18next';
import { buttonClass } from '../../kit/action/button-class.ts';
import { StatusTag } from '../../kit/data/status-tag.tsx';
import { EmptyState } from '../../kit/page/empty-state.tsx';
import { Unanswered } from '../../kit/page/unanswered.tsx';
import { useTitle } from '../../kit/page/use-title.ts';
import { Moment } from '../../kit/text/moment.tsx';
import { trpc } from '../../lib/trpc.ts';
import type { AppRouter } from '../../server/client.ts';

type OwnMailbox = NonNullable<inferRouterOutputs<AppRouter>['users']['mailbox']>;

/** Password and second factor of the person's own mailbox: what is known of them, and the way to their pages. */
export function MailboxPage() {
  const { t } = useTranslation();
  useTitle(`${t('account.tabs.mailbox')} – ${t('account.title')}`);
  const mailbox = useQuery(trpc.users.mailbox.queryOptions());
  if (mailbox.data === undefined) return <Unanswered query={mailbox} />;
  if (mailbox.data === null) {
    return <EmptyState icon="mail" title={t('account.mailbox.none')} text={t('account.mailbox.noneText')} />;
  }
  return <OwnMailboxCards mailbox={mailbox.data} />;
}

function OwnMailboxCards({ mailbox }: { readonly mailbox: OwnMailbox }) {
  const { t } = useTranslation();
  const { address, pages, secondFactor } = mailbox;
  const { isEnrolled, requiredFrom } = secondFactor;
  return (
    <div className="account">
      <section className="card stack">
        <h2>{t('account.mailbox.title')}</h2>
        <p className="account__address">{address}</p>
        <p>{t('account.mailbox.text')}</p>
        <p className="actions">
          <a className={buttonClass({ variant: 'secondary' })} href={pages.account}>
            {t('account.mailbox.account')}
          </a>
        </p>
      </section>
      <section className="card stack">
        <h2>{t('account.mailbox.password')}</h2>
        <p>{t('account.mailbox.passwordText')}</p>
        <p className="actions">
          <a className={buttonClass({ variant: 'secondary' })} href={pages.password}>
            {t('account.mailbox.changePassword')}
          </a>
        </p>
      </section>
      <section className="card stack">
        <h2>{t('account.mailbox.factor')}</h2>
        <p>
          <StatusTag tone={isEnrolled ? 'success' : 'warning'}>
            {t(isEnrolled ? 'account.mailbox.hasFactor' : 'account.mailbox.hasNoFactor')}
          </StatusTag>
        </p>
        {isEnrolled ? null : <p>{t('account.mailbox.factorText')}</p>}
        {requiredFrom === null ? null : (
          <p>
            {t('account.mailbox.requiredFrom')} <Moment at={requiredFrom} form="absolute" />
          </p>
        )}
        <p className="actions">
          <a className={buttonClass({ variant: isEnrolled ? 'secondary' : 'primary' })} href={pages.factors}>
            {t(isEnrolled ? 'account.mailbox.manageFactors' : 'account.mailbox.addFactor')}
          </a>
        </p>
      </section>
    </div>
  );
}
