import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TextField } from '../../../kit/form/text-field.tsx';
import { useServerForm } from '../../../kit/form/use-server-form.ts';
import { Dialog } from '../../../kit/overlay/dialog.tsx';
import { DialogChoice } from '../../../kit/overlay/dialog-choice.tsx';
import { FailureNotice } from '../../../kit/page/failure-notice.tsx';
import { failureOf } from '../../../lib/failure.ts';
import { showToast } from '../../../lib/toasts.ts';
import { trpc } from '../../../lib/trpc.ts';
import type { Domain } from '../../../lib/use-domain.ts';
import { mailboxUpdate } from '../../../server/schemas.ts';
import { addressIn, type Mailbox } from '../mailbox.ts';
import { refreshMailboxes } from '../refresh-mailboxes.ts';
import { ChangedMeanwhile, type Seen } from './changed-meanwhile.tsx';

type Props = {
  readonly domain: Domain;
  /** As it is now, which may have changed since the dialog was opened. */
  readonly mailbox: Mailbox;
  readonly onClose: () => void;
};

const detailsOf = ({ firstName, lastName, secondaryEmail }: Mailbox): Seen => ({
  firstName,
  lastName,
  secondaryEmail,
});
const DETAILS = ['firstName', 'lastName', 'secondaryEmail'] as const;
/** The failure that the form itself explains. */
const OLD = 'mailbox.changed_meanwhile';
const emptyAsNull = (text: string | null): string | null => (text === '' ? null : text);
/** A name that a functional mailbox does not have is not sent. */
const emptyAsAbsent = (text: string): string | undefined => (text === '' ? undefined : text);

/** The details as the form holds them. */
const filledIn = ({ firstName, lastName, secondaryEmail }: Seen, isFunctional: boolean) => ({
  firstName: isFunctional ? emptyAsAbsent(firstName) : firstName,
  lastName: isFunctional ? emptyAsAbsent(lastName) : lastName,
  secondaryEmail,
});

/** Changes names and other address. Somebody else's change in the meantime is shown before it is written over. */
export function EditMailboxDialog({ domain, mailbox, onClose }: Props) {
  const { t } = useTranslation();
  const [seen, setSeen] = useState(() => detailsOf(mailbox));
  const [isWarned, setWarned] = useState(false);
  const isFunctional = mailbox.kind === 'functional';
  const form = useServerForm({
    schema: mailboxUpdate,
    start: { domainSlug: domain.slug, id: mailbox.id, ...filledIn(seen, isFunctional), seen },
    mutation: trpc.mailboxes.update.mutationOptions({ onError: () => refreshMailboxes(domain.slug) }),
    fields: {
      'mailbox.name_taken': 'lastName',
      'mailbox.display_name_taken': 'lastName',
      'mailbox.secondary_email_is_itself': 'secondaryEmail',
    },
    onDone: ({ waiting }) => {
      showToast({
        kind: 'success',
        text: t(waiting === null ? 'mailboxes.edit.done' : 'mailboxes.edit.kept'),
      });
      refreshMailboxes(domain.slug);
      onClose();
    },
  });
  const formId = useId();
  const now = detailsOf(mailbox);
  const isOld = DETAILS.some((field) => seen[field] !== now[field]) || isWarned;
  const goOnFrom = (details: Seen) => {
    setWarned(true);
    setSeen(details);
    form.setValue('seen', details);
  };
  const nameField = isFunctional ? { setValueAs: emptyAsAbsent } : {};
  return (
    <Dialog
      title={t('mailboxes.edit.title', { address: addressIn(domain, mailbox.localPart) })}
      onClose={onClose}
    >
      <form className="dialog__body form" id={formId} onSubmit={form.onSubmit} noValidate>
        <ChangedMeanwhile
          seen={seen}
          now={now}
          onKeepMine={() => {
            // Where nothing was typed, theirs counts.
            for (const field of DETAILS) {
              if (form.getValues(field) === filledIn(seen, isFunctional)[field]) {
                form.setValue(field, filledIn(now, isFunctional)[field]);
              }
            }
            goOnFrom(now);
          }}
          onTakeTheirs={() => {
            for (const field of DETAILS) form.setValue(field, filledIn(now, isFunctional)[field]);
            goOnFrom(now);
          }}
        />
        {form.failure === undefined || (isOld && failureOf(form.failure).code === OLD) ? null : (
          <FailureNotice title={t('kit.formProblem')} error={form.failure} />
        )}
        {isFunctional && mailbox.firstName === '' ? null : (
          <TextField
            label={t('mailboxes.fields.firstName')}
            error={form.errorOf('firstName')}
            isRequired={!isFunctional}
            autoComplete="off"
            {...form.register('firstName', nameField)}
          />
        )}
        <TextField
          label={t(isFunctional ? 'mailboxes.fields.shownName' : 'mailboxes.fields.lastName')}
          error={form.errorOf('lastName')}
          isRequired={!isFunctional}
          autoComplete="off"
          {...form.register('lastName', nameField)}
        />
        <TextField
          label={t('mailboxes.fields.secondaryEmail')}
          hint={t('mailboxes.fields.secondaryEmailHint')}
          error={form.errorOf('secondaryEmail')}
          type="email"
          autoComplete="off"
          {...form.register('secondaryEmail', { setValueAs: emptyAsNull })}
        />
      </form>
      <DialogChoice onCancel={onClose} form={formId} isBusy={form.isBusy}>
        {t('mailboxes.edit.submit')}
      </DialogChoice>
    </Dialog>
  );
}
