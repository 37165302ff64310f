import { useTranslation } from 'react-i18next';
import { chooseLanguage, LANGUAGE_NAMES, LANGUAGES, type Language } from '../../i18n/start-i18n.ts';
import { Choice } from '../../kit/form/choice.tsx';

/** The language of the console, which is also stored for mails where `onStore` is given. */
export function LanguageChoice({ onStore }: { readonly onStore?: (language: Language) => void }) {
  const { t, i18n } = useTranslation();
  return (
    <Choice
      legend={t('shell.language')}
      value={LANGUAGES.find((language) => language === i18n.language) ?? 'fr'}
      options={LANGUAGES.map((value) => ({ value, text: LANGUAGE_NAMES[value], lang: value }))}
      onChoose={(language) => {
        void chooseLanguage(language);
        onStore?.(language);
      }}
    />
  );
}
