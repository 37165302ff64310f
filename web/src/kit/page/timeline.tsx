import { useTranslation } from 'react-i18next';
import { Moment } from '../text/moment.tsx';

type Happening = Readonly<{
  id: string;
  text: string;
  /** ISO 8601. */
  occurredAt: string;
  actor: Readonly<{ name: string | null; email: string | null }> | null;
}>;

/** What happened to an object, in the order given, when and by whom. */
export function Timeline({ items }: { readonly items: readonly Happening[] }) {
  const { t } = useTranslation();
  if (items.length === 0) return <p>{t('kit.noHistory')}</p>;
  return (
    <ol className="timeline">
      {items.map(({ id, text, actor, occurredAt }) => (
        <li key={id}>
          <p>{text}</p>
          <p className="timeline__when">
            <Moment at={occurredAt} />
            {actor === null ? null : ` – ${actor.name ?? actor.email ?? ''}`}
          </p>
        </li>
      ))}
    </ol>
  );
}
