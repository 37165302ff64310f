import { useTranslation } from 'react-i18next';
import { ExternalLink } from '../../kit/action/external-link.tsx';
import { PageHeader } from '../../kit/page/page-header.tsx';
import { dayText } from '../../kit/text/moment-text.ts';
import { useConfig } from '../../lib/console-config.ts';
import { AppealSection } from './appeal-section.tsx';
import { ContactSection } from './contact-section.tsx';
import { GapsSection } from './gaps-section.tsx';

/**
 * The accessibility statement that French law wants (RGAA): the state, what is not accessible, whom to tell, and where to
 * turn to when that does not help. The installation fills it in.
 */
export function StatementPage() {
  const { t, i18n } = useTranslation();
  const { productName, conformity, statement } = useConfig();
  const { publisher, date, rate, planUrl } = statement;
  const name = { name: productName };
  return (
    <div className="statement">
      <PageHeader title={t('statement.title')}>
        <p>
          {publisher === null ? t('statement.intro', name) : t('statement.introOf', { ...name, publisher })}
        </p>
        {date === null ? null : <p>{t('statement.date', { date: dayText(date, i18n.language) })}</p>}
      </PageHeader>
      <section>
        <h2>{t('statement.state')}</h2>
        <p>{t(`statement.states.${conformity}`, name)}</p>
        <p>
          {rate === null
            ? t('statement.notAudited')
            : t('statement.audited', {
                rate: new Intl.NumberFormat(i18n.language, {
                  style: 'percent',
                  maximumFractionDigits: 2,
                }).format(rate / 100),
              })}
        </p>
      </section>
      {conformity === 'full' ? null : <GapsSection />}
      {planUrl === null ? null : (
        <section>
          <h2>{t('statement.plan')}</h2>
          <p>
            <ExternalLink href={planUrl}>{t('statement.planLink')}</ExternalLink>
          </p>
        </section>
      )}
      <ContactSection />
      <AppealSection />
    </div>
  );
}
