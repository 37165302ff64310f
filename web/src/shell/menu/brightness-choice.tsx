import { useTranslation } from 'react-i18next';
import { Choice } from '../../kit/form/choice.tsx';
import { BRIGHTNESSES, chooseBrightness, useBrightness } from '../../lib/theme.ts';

/** Light, dark, or as the device is. */
export function BrightnessChoice() {
  const { t } = useTranslation();
  return (
    <Choice
      legend={t('shell.brightness')}
      value={useBrightness()}
      options={BRIGHTNESSES.map((value) => ({ value, text: t(`shell.brightnesses.${value}`) }))}
      onChoose={chooseBrightness}
    />
  );
}
