import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../kit/action/button.tsx';
import { ExternalLink } from '../kit/action/external-link.tsx';
import { Dialog, DialogActions } from '../kit/overlay/dialog.tsx';
import { Notice } from '../kit/page/notice.tsx';
import { onSignedIn, sessionHasEnded } from '../lib/session-end.ts';
import { signInAddress } from '../lib/sign-in-address.ts';
import { useStore } from '../lib/store.ts';
import { queryClient, trpc } from '../lib/trpc.ts';

/** Asks who is signed in now: the same person goes on where they were, another one begins with fresh pages. */
async function goOn(): Promise<boolean> {
  const before = queryClient.getQueryData(trpc.users.me.queryKey());
  try {
    const me = await queryClient.fetchQuery(trpc.users.me.queryOptions(undefined, { staleTime: 0 }));
    if (me.id !== before?.id) window.location.reload();
    sessionHasEnded.set(false);
    await queryClient.invalidateQueries();
    return true;
  } catch {
    return false;
  }
}

/**
 * Over a page whose session ended: what was typed stays where it is, since the person signs in in another window. They are
 * back as soon as that window says so, or this one is looked at again.
 */
export function SessionEndedDialog() {
  const { t } = useTranslation();
  const isEnded = useStore(sessionHasEnded);
  const [isRefused, setRefused] = useState(false);
  const check = useCallback(async () => setRefused(!(await goOn())), []);

  useEffect(() => {
    if (!isEnded) return;
    setRefused(false);
    return onSignedIn(() => void check());
  }, [isEnded, check]);

  if (!isEnded) return null;
  return (
    <Dialog title={t('shell.sessionEnded.title')} isBinding onClose={() => undefined}>
      <div className="dialog__body">
        <p>{t('shell.sessionEnded.text')}</p>
        {isRefused ? (
          <Notice tone="warning" isNews>
            <p>{t('shell.sessionEnded.stillOut')}</p>
          </Notice>
        ) : null}
        <p>
          <ExternalLink href={signInAddress('/console/signed-in')}>
            {t('shell.sessionEnded.signIn')}
          </ExternalLink>
        </p>
      </div>
      <DialogActions>
        <Button onClick={() => void check()}>{t('shell.sessionEnded.check')}</Button>
      </DialogActions>
    </Dialog>
  );
}
