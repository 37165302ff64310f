import { useTranslation } from 'react-i18next';
import { LANGUAGE_NAMES, LANGUAGES } from '../../i18n/start-i18n.ts';
import { Disclosure } from '../../kit/action/disclosure.tsx';
import { Icon } from '../../kit/text/icon.tsx';
import { BrightnessChoice } from './brightness-choice.tsx';
import { LanguageChoice } from './language-choice.tsx';

/** Language and brightness, for those who are not signed in. */
export function PreferencesMenu() {
  const { t, i18n } = useTranslation();
  return (
    <Disclosure
      button={
        <>
          <Icon name="domain" />
          {LANGUAGES.filter((language) => language === i18n.language).map((one) => LANGUAGE_NAMES[one])}
          <span className="visually-hidden"> – {t('shell.preferences')}</span>
        </>
      }
    >
      {() => (
        <div className="user-menu">
          <LanguageChoice />
          <BrightnessChoice />
        </div>
      )}
    </Disclosure>
  );
}
