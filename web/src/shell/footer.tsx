import { useTranslation } from 'react-i18next';
import { useConfig } from '../lib/console-config.ts';

/** What the law wants on each page, as far as the installation has it. */
export function Footer() {
  const { t } = useTranslation();
  const { links, conformity, version } = useConfig();
  const accessibility = t(`shell.accessibility.${conformity}`);
  return (
    <footer className="footer">
      {links.legal === null ? null : <a href={links.legal}>{t('shell.legal')}</a>}
      {links.accessibility === null ? (
        <span>{accessibility}</span>
      ) : (
        <a href={links.accessibility}>{accessibility}</a>
      )}
      <span>{t('shell.version', { version })}</span>
    </footer>
  );
}
