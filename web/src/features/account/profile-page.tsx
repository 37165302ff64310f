import { useTranslation } from 'react-i18next';
import { Fact } from '../../kit/data/fact.tsx';
import { useTitle } from '../../kit/page/use-title.ts';
import { useMe } from '../../lib/me.ts';
import { PreferencesForm } from './preferences-form.tsx';

/** Who the person is here, which their identity provider says, and what they choose themselves. */
export function ProfilePage() {
  const { t } = useTranslation();
  const me = useMe();
  useTitle(`${t('account.tabs.profile')} – ${t('account.title')}`);
  return (
    <div className="account">
      <section className="card stack">
        <h2>{t('account.profile.who')}</h2>
        <dl className="facts">
          <Fact term={t('account.profile.name')}>{me.name ?? t('account.profile.unknown')}</Fact>
          <Fact term={t('account.profile.email')}>{me.email ?? t('account.profile.unknown')}</Fact>
          <Fact term={t('account.profile.organization')}>
            {me.organization?.name ?? t('shell.noOrganization')}
          </Fact>
        </dl>
        <p className="form__note">{t('account.profile.whoNote')}</p>
      </section>
      <section className="card stack">
        <h2>{t('account.profile.preferences')}</h2>
        <PreferencesForm />
      </section>
    </div>
  );
}
