import { useTranslation } from 'react-i18next';
import { useMe } from '../../lib/me.ts';
import { absoluteText, relativeText } from './moment-text.ts';
import { useNow } from './use-now.ts';

type Props = {
  /** ISO 8601. */
  readonly at: string;
  /** `relative` says day and time only to those who point at it; `absolute` says nothing else. */
  readonly form?: 'both' | 'relative' | 'absolute';
};

/** When something was or will be, in the person's language and time zone. */
export function Moment({ at, form = 'both' }: Props) {
  const { i18n } = useTranslation();
  const { timezone } = useMe();
  const now = useNow();
  const instant = Date.parse(at);
  const absolute = absoluteText(instant, i18n.language, timezone);
  const relative = relativeText(instant, now, i18n.language);
  const text = { both: `${relative} (${absolute})`, relative, absolute }[form];
  return (
    <time dateTime={at} title={form === 'relative' ? absolute : undefined}>
      {text}
    </time>
  );
}
