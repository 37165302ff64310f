import { useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Choice } from '../../../kit/form/choice.tsx';
import { TextField } from '../../../kit/form/text-field.tsx';
import { useServerForm } from '../../../kit/form/use-server-form.ts';
import { DialogChoice } from '../../../kit/overlay/dialog-choice.tsx';
import { FailureNotice } from '../../../kit/page/failure-notice.tsx';
import type { Domain } from '../../../lib/use-domain.ts';
import { suggestedLocalPart } from '../../../server/schemas.ts';
import { refreshMailboxes } from '../refresh-mailboxes.ts';
import { AliasInstead } from './alias-instead.tsx';
import { AliasOfThatName } from './alias-of-that-name.tsx';
import { type Creation, type Made, type MailboxKind, mutationOf, SCHEMAS } from './creation.ts';

type Props = {
  readonly domain: Domain;
  readonly onClose: () => void;
  readonly onMade: (made: Made) => void;
};

const emptyAsNull = (text: string | null): string | null => (text === '' ? null : text);

/** What a new mailbox needs; its address follows from the names until somebody writes another one. */
export function CreateMailboxForm({ domain, onClose, onMade }: Props) {
  const { t } = useTranslation();
  const [kind, setKind] = useState<MailboxKind>('personal');
  const isWritten = useRef(false);
  // Looked up when a field is left: not each letter is an address.
  const [lookedUp, setLookedUp] = useState('');
  const lookUp = () => setLookedUp(form.getValues('localPart'));
  const form = useServerForm<Creation, Made, unknown>({
    schema: SCHEMAS[kind],
    start: { domainSlug: domain.slug, firstName: '', lastName: '', localPart: '', secondaryEmail: null },
    mutation: mutationOf(kind),
    fields: {
      'mailbox.invalid_local_part': 'localPart',
      'mailbox.address_taken': 'localPart',
      'mailbox.name_taken': 'lastName',
      'mailbox.display_name_taken': 'lastName',
      'mailbox.secondary_email_is_itself': 'secondaryEmail',
    },
    onDone: (made) => {
      refreshMailboxes(domain.slug);
      onMade(made);
    },
  });
  const formId = useId();
  const isFunctional = kind === 'functional';
  const suggest = () => {
    const { firstName = '', lastName = '' } = form.getValues();
    if (!isWritten.current) form.setValue('localPart', suggestedLocalPart(firstName, lastName));
  };
  return (
    <>
      <form className="dialog__body form" id={formId} onSubmit={form.onSubmit} noValidate>
        {form.failure === undefined ? null : (
          <FailureNotice title={t('kit.formProblem')} error={form.failure} />
        )}
        <AliasInstead domain={domain} error={form.error} localPart={form.getValues('localPart')} />
        <Choice
          legend={t('mailboxes.creation.kind')}
          value={kind}
          options={[
            { value: 'personal', text: t('mailboxes.creation.personal') },
            {
              value: 'functional',
              text: t('mailboxes.creation.functional'),
              hint: t('mailboxes.creation.functionalHint'),
            },
          ]}
          onChoose={setKind}
        />
        <p className="form__note">{t('kit.required')}</p>
        {isFunctional ? null : (
          <TextField
            label={t('mailboxes.fields.firstName')}
            error={form.errorOf('firstName')}
            isRequired
            autoComplete="off"
            {...form.register('firstName', { onChange: suggest, onBlur: lookUp })}
          />
        )}
        <TextField
          label={t(isFunctional ? 'mailboxes.fields.shownName' : 'mailboxes.fields.lastName')}
          hint={isFunctional ? t('mailboxes.fields.shownNameHint') : undefined}
          error={form.errorOf('lastName')}
          isRequired={!isFunctional}
          autoComplete="off"
          {...form.register('lastName', { onChange: suggest, onBlur: lookUp })}
        />
        <TextField
          label={t('mailboxes.fields.localPart')}
          hint={t('mailboxes.fields.localPartHint', { domain: domain.displayName })}
          error={form.errorOf('localPart')}
          isRequired
          suffix={`@${domain.displayName}`}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          {...form.register('localPart', {
            onChange: ({ target }) => {
              isWritten.current = target.value !== '';
            },
            onBlur: lookUp,
          })}
        />
        <AliasOfThatName domain={domain} localPart={lookedUp} />
        <TextField
          label={t('mailboxes.fields.secondaryEmail')}
          hint={t('mailboxes.fields.secondaryEmailHint')}
          error={form.errorOf('secondaryEmail')}
          type="email"
          autoComplete="off"
          {...form.register('secondaryEmail', { setValueAs: emptyAsNull })}
        />
        {domain.status === 'enabled' ? null : (
          <p className="form__note">
            {t('mailboxes.creation.waitsForDomain', { domain: domain.displayName })}
          </p>
        )}
      </form>
      <DialogChoice onCancel={onClose} form={formId} isBusy={form.isBusy}>
        {t('mailboxes.creation.submit')}
      </DialogChoice>
    </>
  );
}
