import type { CaughtMail } from '../../../dev/mail-catcher/caught-mail.ts';
import type { OurState } from './both-sides.ts';
import { byMailbox } from './compare-with-log.ts';
import type { Entry } from './operation-log.ts';
import { ownerOf } from './planned-operation.ts';

const SUBJECTS = {
  create_mailbox: /^(Your new mailbox information|Informations sur votre nouvelle boîte mail)$/,
  reset_password: /^(Your password has been updated|Votre mot de passe a été mis à jour)$/,
  login_link: /^(Here is your login link|Voici votre lien de connexion)$/,
} as const;
type Kind = keyof typeof SUBJECTS;
type Opens = (address: string, password: string) => boolean;

/** A mail sent again bears the Message-ID of the first. */
const distinct = (mails: readonly CaughtMail[]): number =>
  new Set(mails.map(({ messageId }) => messageId)).size;

/** What an owner got for operations that each owe one: a wish that is not carried out yet is not wished twice. */
function compareAsked(who: string, kind: Kind, asked: readonly Entry[], got: readonly CaughtMail[]) {
  const most = asked.filter(({ outcome }) => outcome !== 'refused').length;
  const unmet = asked.filter(
    ({ outcome, beganAt }) => outcome === 'done' && !got.some(({ date }) => new Date(date) >= beganAt),
  );
  return [
    ...(distinct(got) > most
      ? [`${who} got ${distinct(got)} mails of ${kind}, at most ${most} were due`]
      : []),
    ...unmet.map(({ beganAt }) => `${who} got no mail of ${kind} after ${beganAt.toISOString()}`),
  ];
}

/** As dimail makes them. */
const PASSWORD = /[\w-]{16}/g;

/** Whether a password is worth nothing to who got it: of those mailed to an owner, the last one made opens the mailbox. */
const compareOpening = (address: string, mails: readonly CaughtMail[], opens: Opens): readonly string[] =>
  mails.length === 0 || mails.some(({ text }) => text.match(PASSWORD)?.some((word) => opens(address, word)))
    ? []
    : [`no password mailed to the owner of ${address} opens it`];

/** Which owners got other mails than were due, or ones that are of no use. */
export function compareMails(
  entries: readonly Entry[],
  { mailboxes }: OurState,
  mailsTo: (recipient: string) => readonly CaughtMail[],
  opens: Opens,
): readonly string[] {
  return [...byMailbox(entries)].flatMap(([address, about]) => {
    const [box = '', domain = ''] = address.split('@');
    const who = ownerOf(domain, box);
    const mails = mailsTo(who);
    const of = (kind: Kind) => mails.filter(({ subject }) => SUBJECTS[kind].test(subject));
    const asked = (kind: Kind) => about.filter(({ operation }) => operation.kind === kind);
    const works = mailboxes.some((mailbox) => mailbox.address === address && mailbox.status === 'enabled');
    const announced = distinct(of('create_mailbox'));
    const known = (Object.keys(SUBJECTS) as Kind[]).flatMap(of);
    return [
      ...(announced > 1 || (works && announced === 0)
        ? [`${who} was told ${announced} times of the mailbox`]
        : []),
      ...compareAsked(who, 'reset_password', asked('reset_password'), of('reset_password')),
      ...compareAsked(who, 'login_link', asked('login_link'), of('login_link')),
      ...compareOpening(address, of('reset_password'), opens),
      ...mails
        .filter((mail) => !known.includes(mail))
        .map(({ subject }) => `${who} got an unknown mail: ${subject}`),
    ];
  });
}
