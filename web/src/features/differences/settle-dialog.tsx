import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Button } from '../../kit/action/button.tsx';
import { Dialog, DialogActions } from '../../kit/overlay/dialog.tsx';
import { DialogChoice } from '../../kit/overlay/dialog-choice.tsx';
import { FailureNotice } from '../../kit/page/failure-notice.tsx';
import { Notice } from '../../kit/page/notice.tsx';
import { trpc } from '../../lib/trpc.ts';
import { type Difference, nameOf, type Resolution } from './difference.ts';
import { choiceOf, countedEffects } from './effects-text.ts';
import { lookAgain } from './look-again.ts';
import { OutcomeList } from './outcome-list.tsx';

type Props = {
  readonly slug: string;
  readonly differences: readonly Difference[];
  readonly resolution: Resolution;
  readonly onClose: () => void;
  /** Called once it is done, while the outcome is still shown. */
  readonly onDone: () => void;
};

/** Says what settling these differences does, has it done, and tells what became of each. */
export function SettleDialog({ slug, differences, resolution, onClose, onDone }: Props) {
  const { t } = useTranslation();
  const settle = useMutation(
    trpc.mailDrift.resolveSeveral.mutationOptions({
      onSuccess: onDone,
      onSettled: () => lookAgain(slug),
    }),
  );
  const concerned = differences.filter((one) => choiceOf(one, resolution) !== undefined);
  const others = differences.length - concerned.length;
  const [only] = concerned;
  const what = t(`differences.resolutions.${resolution}`);
  if (settle.data !== undefined) {
    return (
      <Dialog title={t('differences.outcome.title')} onClose={onClose}>
        <OutcomeList slug={slug} resolution={resolution} outcomes={settle.data.outcomes} />
        <DialogActions>
          <Button onClick={onClose}>{t('kit.close')}</Button>
        </DialogActions>
      </Dialog>
    );
  }
  return (
    <Dialog title={what} onClose={onClose}>
      <div className="dialog__body">
        {settle.error === null ? null : <FailureNotice error={settle.error} />}
        <p>
          {only !== undefined && concerned.length === 1
            ? nameOf(only)
            : t('differences.confirm', { count: concerned.length })}
        </p>
        <ul className="settle-effects">
          {countedEffects(concerned, resolution).map(([effect, count]) => (
            <li key={effect}>
              {concerned.length === 1 ? null : <strong>{t('differences.times', { count })}</strong>}{' '}
              {t(`differences.effects.${effect}`)}
            </li>
          ))}
        </ul>
        {others === 0 ? null : <p>{t('differences.leftOut', { count: others })}</p>}
        {concerned.some((one) => choiceOf(one, resolution)?.isDestructive) ? (
          <Notice tone="warning">
            <p>{t('differences.lost')}</p>
          </Notice>
        ) : null}
      </div>
      <DialogChoice
        onCancel={onClose}
        isBusy={settle.isPending}
        onClick={() => settle.mutate({ domainSlug: slug, ids: concerned.map(({ id }) => id), resolution })}
      >
        {what}
      </DialogChoice>
    </Dialog>
  );
}
