import type { TFunction } from 'i18next';

type Device = Readonly<{ browser: string | null; system: string | null }>;

/** What people call the browser of a session, such as “Firefox on Linux”. */
export function deviceText(t: TFunction, { browser, system }: Device): string {
  if (browser !== null && system !== null) return t('kit.deviceOn', { browser, system });
  return browser ?? system ?? t('kit.unknownDevice');
}
