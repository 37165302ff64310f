import { useTranslation } from 'react-i18next';
import { LinkButton } from '../../kit/action/link-button.tsx';
import type { Need } from './need.ts';
import { TodoItem } from './todo-item.tsx';

/** A domain that needs its DNS to be put right, or that the mail service cannot repair. */
export function DomainTodo({
  need: { slug, displayName: name, status },
}: {
  readonly need: Need<'domains'>;
}) {
  const { t } = useTranslation();
  const hasFailed = status === 'failed';
  return (
    <TodoItem
      tone={hasFailed ? 'error' : 'warning'}
      tag={t(`domains.statuses.${status}`)}
      text={t(hasFailed ? 'home.domainFailed' : 'home.domainAction', { name })}
    >
      <LinkButton to="/domains/$slug/dns" params={{ slug }} size="small" variant="secondary">
        {t('home.open')}
        <span className="visually-hidden"> {name}</span>
      </LinkButton>
    </TodoItem>
  );
}
