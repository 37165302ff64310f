import { useTranslation } from 'react-i18next';
import { LANGUAGES } from '../../i18n/start-i18n.ts';
import { useConfig } from '../../lib/console-config.ts';

/** What is not accessible, in the reader's language, or else in the one in which the installation has said it. */
export function GapsSection() {
  const { t, i18n } = useTranslation();
  const { gaps } = useConfig().statement;
  const own = LANGUAGES.find((language) => language === i18n.language) ?? 'fr';
  const told = [own, ...LANGUAGES].find((language) => gaps[language].length > 0);
  return (
    <section>
      <h2>{t('statement.gaps')}</h2>
      {told === undefined ? (
        <p>{t('statement.gapsUnknown')}</p>
      ) : (
        <>
          <p>{t('statement.gapsText')}</p>
          <ul className="bullets" lang={told === own ? undefined : told}>
            {gaps[told].map((gap) => (
              <li key={gap}>{gap}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
