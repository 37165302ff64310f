import { useTranslation } from 'react-i18next';
import { CheckField } from '../../kit/data/check-field.tsx';
import { StatusTag } from '../../kit/data/status-tag.tsx';
import type { Selection } from '../../kit/list/use-selection.ts';
import { Moment } from '../../kit/text/moment.tsx';
import { ChoiceButtons } from './choice-buttons.tsx';
import { type Asked, type Difference, FINDING_TONES, nameOf } from './difference.ts';
import { Sides } from './sides.tsx';

type Props = {
  readonly slug: string;
  readonly difference: Difference;
  readonly selection: Selection<Difference>;
  readonly onAsk: (asked: Asked) => void;
};

/** One difference: what is here, what is at the mail service, and what can be done about it. */
export function DifferenceCard({ slug, difference, selection, onAsk }: Props) {
  const { t } = useTranslation();
  const { id, finding, object, reason, isIgnored, foundAt, choices } = difference;
  const name = nameOf(difference);
  return (
    <article className="record">
      <div className="record__head">
        {choices.length === 0 ? null : (
          <CheckField
            label={t('differences.select', { name })}
            isLabelHidden
            isChecked={selection.chosen.has(id)}
            onChange={(isChosen) => selection.choose([difference], isChosen)}
          />
        )}
        <h3>{name}</h3>
        <span className="record__tags">
          {isIgnored ? <StatusTag tone="neutral">{t('differences.isIgnored')}</StatusTag> : null}
          <StatusTag tone={FINDING_TONES[finding]}>{t(`differences.findings.${finding}`)}</StatusTag>
        </span>
      </div>
      <div className="record__body stack">
        <p>
          {t(`differences.said.${object}.${finding}`)}
          {reason === null ? null : ` ${t(`differences.reasons.${reason}`)}`}
        </p>
        {object === 'mailbox' ? <Sides difference={difference} /> : null}
        <ChoiceButtons slug={slug} difference={difference} onAsk={onAsk} />
        <p className="timeline__when">
          {t('differences.since')} <Moment at={foundAt} />
        </p>
      </div>
    </article>
  );
}
