import { useTranslation } from 'react-i18next';
import { Button } from '../../kit/action/button.tsx';
import { FailureNotice } from '../../kit/page/failure-notice.tsx';
import { type Asked, colorOf, type Difference, nameOf } from './difference.ts';
import { effectsText } from './effects-text.ts';
import { useSettleOne } from './use-settle-one.ts';

type Props = {
  readonly slug: string;
  readonly difference: Difference;
  readonly onAsk: (asked: Asked) => void;
};

/** The ways to settle a difference, each with what it does. What cannot be had back is asked once more. */
export function ChoiceButtons({ slug, difference, onAsk }: Props) {
  const { t } = useTranslation();
  const settle = useSettleOne(slug);
  const { id, choices } = difference;
  const name = nameOf(difference);
  if (choices.length === 0) return null;
  return (
    <>
      <ul className="choices">
        {choices.map(({ resolution, effects, isDestructive }) => (
          <li key={resolution}>
            <Button
              size="small"
              variant="secondary"
              color={colorOf(resolution)}
              isBusy={settle.isPending && settle.variables.resolution === resolution}
              onClick={() =>
                isDestructive
                  ? onAsk({ differences: [difference], resolution })
                  : settle.mutate({ domainSlug: slug, id, resolution })
              }
            >
              {t(`differences.resolutions.${resolution}`)}
              <span className="visually-hidden"> – {name}</span>
            </Button>
            <p>{effectsText(t, effects)}</p>
          </li>
        ))}
      </ul>
      {settle.error === null ? null : <FailureNotice error={settle.error} />}
    </>
  );
}
