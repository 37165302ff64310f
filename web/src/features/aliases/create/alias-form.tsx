import { type SyntheticEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TextField } from '../../../kit/form/text-field.tsx';
import { DialogChoice } from '../../../kit/overlay/dialog-choice.tsx';
import { FailureNotice } from '../../../kit/page/failure-notice.tsx';
import { useDomain } from '../../../lib/use-domain.ts';
import { DestinationsField } from './destinations-field.tsx';
import { PlanNotices } from './plan-notices.tsx';
import { useAliasCheck } from './use-alias-check.ts';
import { useAliasForm } from './use-alias-form.ts';

type Props = {
  readonly localPart: string;
  /** Whether the alias is a new one, with a name to choose. */
  readonly isNew: boolean;
  readonly onClose: () => void;
};

/** Once what was found is shown. */
const focusIn = (formId: string, what: string): void => {
  window.requestAnimationFrame(() =>
    document.getElementById(formId)?.querySelector<HTMLElement>(what)?.focus(),
  );
};

/**
 * An alias with its destinations. The server checks it while it is filled in, and once more before it is sent: what is wrong
 * or not to be expected is seen before.
 */
export function AliasForm({ localPart: start, isNew, onClose }: Props) {
  const { t } = useTranslation();
  const { displayName } = useDomain();
  const formId = useId();
  const form = useAliasForm({ localPart: start, onClose });
  const { localPart, destinations } = form.values;
  const { check, checkNow } = useAliasCheck(localPart, destinations);
  const [isChecking, setChecking] = useState(false);

  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    if (isChecking) return;
    setChecking(true);
    const wanted = form.takeTyped();
    const isFine = await checkNow(wanted).finally(() => setChecking(false));
    if (isFine) form.onSubmit(event);
    const isEmpty = wanted.localPart !== '' && wanted.destinations.length === 0;
    if (!isFine || isEmpty)
      focusIn(formId, isEmpty ? 'textarea' : '[data-first-problem], [aria-invalid=true]');
  };
  const isWarned = check?.warnings.includes('mailbox_shadowed') ?? false;
  return (
    <>
      <form className="dialog__body form" id={formId} onSubmit={(event) => void submit(event)} noValidate>
        {form.failure === undefined ? null : (
          <FailureNotice title={t('kit.formProblem')} error={form.failure} />
        )}
        <p className="form__note">{t('kit.required')}</p>
        {isNew ? (
          <TextField
            label={t('aliases.name')}
            hint={t('aliases.nameHint', { name: displayName })}
            suffix={`@${displayName}`}
            error={form.errorOf('localPart') ?? check?.localPartProblem}
            isRequired
            maxLength={100}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            {...form.register('localPart')}
          />
        ) : null}
        <DestinationsField
          destinations={destinations}
          typed={form.typed}
          check={check}
          refusals={form.refusals}
          error={form.errorOf('destinations') ?? check?.destinationsProblem}
          onType={form.type}
          onChange={form.setDestinations}
        />
        <PlanNotices
          check={check}
          isNew={isNew}
          address={`${localPart}@${displayName}`}
          onKeepCopy={(address) => form.setDestinations([...destinations, address])}
        />
      </form>
      <DialogChoice onCancel={onClose} form={formId} isBusy={form.isBusy || isChecking}>
        {t(isWarned ? 'aliases.submitAllTheSame' : isNew ? 'aliases.submit' : 'aliases.submitAdd')}
      </DialogChoice>
    </>
  );
}
