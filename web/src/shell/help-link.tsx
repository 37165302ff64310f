import { useTranslation } from 'react-i18next';
import { Icon } from '../kit/text/icon.tsx';
import { useConfig } from '../lib/console-config.ts';

/** To the installation's page for those who need help, if it has one. */
export function HelpLink() {
  const { t } = useTranslation();
  const { help } = useConfig().links;
  if (help === null) return null;
  return (
    <a className="bar__link" href={help} target="_blank" rel="noreferrer">
      <Icon name="help" />
      <span>
        {t('shell.help')} ({t('kit.newWindow')})
      </span>
    </a>
  );
}
