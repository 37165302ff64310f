import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../kit/action/button.tsx';
import { Unanswered } from '../../kit/page/unanswered.tsx';
import { useTitle } from '../../kit/page/use-title.ts';
import { trpc } from '../../lib/trpc.ts';
import { EndOthersDialog } from './end-others-dialog.tsx';
import { SessionItem } from './session-item.tsx';

/** Where the person is signed in; a session that they do not know can be ended. */
export function SessionsPage() {
  const { t } = useTranslation();
  const [isEnding, setEnding] = useState(false);
  useTitle(`${t('account.tabs.sessions')} – ${t('account.title')}`);
  const sessions = useQuery(trpc.sessions.list.queryOptions());
  if (sessions.data === undefined) return <Unanswered query={sessions} />;
  const others = sessions.data.filter(({ isCurrent }) => !isCurrent);
  const ordered = [...sessions.data.filter(({ isCurrent }) => isCurrent), ...others];
  return (
    <section className="stack">
      <h2>{t('account.sessions.title')}</h2>
      <p>{t('account.sessions.text')}</p>
      <ul className="todo">
        {ordered.map((session) => (
          <SessionItem key={session.id} session={session} />
        ))}
      </ul>
      {others.length === 0 ? (
        <p className="form__note">{t('account.sessions.onlyThis')}</p>
      ) : (
        <Button variant="secondary" color="error" onClick={() => setEnding(true)}>
          {t('account.sessions.endOthers')}
        </Button>
      )}
      {isEnding ? <EndOthersDialog count={others.length} onClose={() => setEnding(false)} /> : null}
    </section>
  );
}
