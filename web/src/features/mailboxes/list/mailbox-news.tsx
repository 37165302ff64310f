import { useTranslation } from 'react-i18next';
import { Moment } from '../../../kit/text/moment.tsx';
import type { Domain } from '../../../lib/use-domain.ts';
import type { Mailbox } from '../mailbox.ts';
import { refusedText, stepsText, troubleText } from '../waiting-text.ts';

type Props = { readonly mailbox: Mailbox; readonly domain: Domain };

/** In a row: what waits for the mail service and since when, or what was not done. Nothing of a mailbox at rest. */
export function MailboxNews({ mailbox, domain }: Props) {
  const { t } = useTranslation();
  const { waiting, change } = mailbox;
  if (waiting === null) {
    const refused = refusedText(t, mailbox);
    return refused === '' ? null : <p className="news news--refused">{refused}</p>;
  }
  const trouble = troubleText(t, waiting);
  return (
    <p className="news">
      {stepsText(t, waiting, change, domain)} – <Moment at={waiting.since} form="relative" />
      {trouble === '' ? null : ` – ${trouble}`}
    </p>
  );
}
