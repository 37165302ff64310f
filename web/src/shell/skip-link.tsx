import { useTranslation } from 'react-i18next';

export const MAIN_ID = 'content';

/** The first stop of the keyboard: past the menus. */
export function SkipLink() {
  const { t } = useTranslation();
  return (
    <a className="skip" href={`#${MAIN_ID}`}>
      {t('shell.skip')}
    </a>
  );
}
