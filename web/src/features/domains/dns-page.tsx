import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { AbilityButton } from '../../kit/action/ability-button.tsx';
import { Button } from '../../kit/action/button.tsx';
import { buttonClass } from '../../kit/action/button-class.ts';
import { CopyButton } from '../../kit/action/copy-button.tsx';
import { EmptyState } from '../../kit/page/empty-state.tsx';
import { FailureNotice } from '../../kit/page/failure-notice.tsx';
import { Notice } from '../../kit/page/notice.tsx';
import { useTitle } from '../../kit/page/use-title.ts';
import { Icon } from '../../kit/text/icon.tsx';
import { Moment } from '../../kit/text/moment.tsx';
import { showToast } from '../../lib/toasts.ts';
import { queryClient, trpc } from '../../lib/trpc.ts';
import type { Domain } from '../../lib/use-domain.ts';
import { useDomain } from '../../lib/use-domain.ts';
import { useWhoCould } from '../../lib/use-who-could.ts';
import { stateOf, zoneFile } from './dns-records.ts';
import { RecordCard } from './record-card.tsx';

/** What the DNS of a domain needs, record by record, for those who publish it and those who ask somebody to. */
export function DnsPage() {
  const { t } = useTranslation();
  const domain = useDomain();
  const { records, displayName } = domain;
  useTitle(t('domains.dns.title', { name: displayName }));
  const checked = records.filter((record) => stateOf(record) !== 'unknown');
  const done = checked.filter((record) => stateOf(record) === 'right').length;
  return (
    <section className="stack">
      <h2>{t('domains.dns.title', { name: displayName })}</h2>
      <p>{t('domains.dns.explanation', { name: displayName })}</p>
      <CheckNow domain={domain} />
      {records.length === 0 ? (
        <EmptyState icon="domain" title={t('domains.dns.neverChecked')} text={t('domains.dns.none')} />
      ) : (
        <>
          {checked.length === 0 ? null : done === checked.length ? (
            <Notice tone="success">
              <p>{t('domains.dns.allRight')}</p>
            </Notice>
          ) : (
            <p className="progress">
              <progress
                value={done}
                max={checked.length}
                aria-label={t('domains.dns.title', { name: displayName })}
              />
              {t('domains.dns.progress', { count: checked.length, done })}
            </p>
          )}
          <ol className="records">
            {records.map((record, index) => (
              <li key={`${record.type} ${record.target} ${record.value}`}>
                <RecordCard
                  record={record}
                  domain={domain.name}
                  position={index + 1}
                  count={records.length}
                />
              </li>
            ))}
          </ol>
          <HandOn domain={domain} />
        </>
      )}
    </section>
  );
}

/** When the domain was checked, and a check at once. */
function CheckNow({ domain }: { readonly domain: Domain }) {
  const { t } = useTranslation();
  const whoCould = useWhoCould(domain);
  const check = useMutation(
    trpc.mailDomains.check.mutationOptions({
      onSuccess: (checked) => {
        queryClient.setQueryData(trpc.mailDomains.get.queryKey({ slug: domain.slug }), checked);
        void queryClient.invalidateQueries(trpc.mailDomains.list.pathFilter());
        showToast({ kind: 'success', text: t('domains.dns.checked') });
      },
    }),
  );
  return (
    <div className="stack no-print">
      <div className="actions">
        <AbilityButton
          isAllowed={domain.abilities.post}
          reason={`${t('domains.dns.checkForbidden')} ${whoCould}`.trim()}
          isBusy={check.isPending}
          onClick={() => check.mutate({ slug: domain.slug })}
        >
          {t('domains.dns.check')}
        </AbilityButton>
        <p>
          {domain.lastCheckedAt === null ? (
            t('domains.dns.neverChecked')
          ) : (
            <>
              {t('domains.dns.lastChecked')} <Moment at={domain.lastCheckedAt} />
            </>
          )}
        </p>
      </div>
      {check.error === null ? null : <FailureNotice error={check.error} />}
    </div>
  );
}

/** The whole list, for whoever runs the zone. */
function HandOn({ domain }: { readonly domain: Domain }) {
  const { t } = useTranslation();
  const zone = zoneFile(domain);
  const mail = new URLSearchParams({
    subject: t('domains.dns.mailSubject', { name: domain.displayName }),
    body: t('domains.dns.mailText', { name: domain.displayName, records: zone }),
  });
  return (
    <div className="card stack no-print">
      <h3>{t('domains.dns.sheet')}</h3>
      <p>{t('domains.dns.sheetText')}</p>
      <div className="actions">
        <CopyButton text={zone} label={t('domains.dns.copyAll')}>
          {t('domains.dns.copyAll')}
        </CopyButton>
        <Button size="small" variant="tertiary" icon="print" onClick={() => window.print()}>
          {t('domains.dns.print')}
        </Button>
        <a
          className={buttonClass({ variant: 'tertiary', size: 'small' })}
          // Programs for mail read a space as %20 only (RFC 6068, section 5).
          href={`mailto:?${mail.toString().replaceAll('+', '%20')}`}
        >
          <Icon name="mail" />
          {t('domains.dns.mail')}
        </a>
      </div>
    </div>
  );
}
