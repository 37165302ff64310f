import { useTranslation } from 'react-i18next';
import { LinkButton } from '../../kit/action/link-button.tsx';
import { Moment } from '../../kit/text/moment.tsx';
import type { Need } from './need.ts';
import { TodoItem } from './todo-item.tsx';

/** A domain that is not the same here and at the mail service. */
export function DriftTodo({ need }: { readonly need: Need<'drift'> }) {
  const { t } = useTranslation();
  const { slug, displayName: name, differences, comparedAt } = need;
  return (
    <TodoItem
      tone="warning"
      tag={t('home.tags.drift')}
      text={t('home.drift', { name, count: differences })}
      detail={
        comparedAt === null ? undefined : (
          <>
            {t('home.compared')} <Moment at={comparedAt} />
          </>
        )
      }
    >
      <LinkButton to="/domains/$slug/differences" params={{ slug }} size="small" variant="secondary">
        {t('home.settle')}
        <span className="visually-hidden"> {name}</span>
      </LinkButton>
    </TodoItem>
  );
}
