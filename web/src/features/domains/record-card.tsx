import { useTranslation } from 'react-i18next';
import { CopyButton } from '../../kit/action/copy-button.tsx';
import { StatusTag } from '../../kit/data/status-tag.tsx';
import type { Domain } from '../../lib/use-domain.ts';
import { nameOf, purposeOf, stateOf } from './dns-records.ts';

type Props = {
  readonly record: Domain['records'][number];
  /** The domain's name as DNS has it. */
  readonly domain: string;
  readonly position: number;
  readonly count: number;
};

const TONES = { right: 'success', wrong: 'warning', unknown: 'neutral' } as const;

/** One record to publish: what it is for, what to copy, what was found instead. */
export function RecordCard({ record, domain, position, count }: Props) {
  const { t } = useTranslation();
  const state = stateOf(record);
  const name = nameOf(record, domain);
  const purpose = t(`domains.dns.purposes.${purposeOf(record)}`);
  const title = t('domains.dns.step', { position, count, purpose });
  return (
    <article className="record">
      <div className="record__head">
        <h3>{title}</h3>
        <StatusTag tone={TONES[state]}>{t(`domains.dns.states.${state}`)}</StatusTag>
      </div>
      <dl>
        <div>
          <dt>{t('domains.dns.name')}</dt>
          <dd>
            <code>{name}</code>
          </dd>
          <dd>
            <CopyButton text={name} label={`${t('domains.dns.name')}, ${title}`} />
          </dd>
        </div>
        <div>
          <dt>{t('domains.dns.type')}</dt>
          <dd>
            <code>{record.type}</code>
          </dd>
        </div>
        <div>
          <dt>{t('domains.dns.value')}</dt>
          <dd>
            <code>{record.value}</code>
          </dd>
          <dd>
            <CopyButton text={record.value} label={`${t('domains.dns.value')}, ${title}`} />
          </dd>
        </div>
      </dl>
      {state === 'wrong' ? (
        <p className="record__found">
          <strong>{t('domains.dns.found')}</strong> – {record.found ?? t('domains.dns.foundNothing')}
        </p>
      ) : null}
    </article>
  );
}
