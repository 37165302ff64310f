import { outsideAddress } from '../../../domain/mailbox/mailbox.ts';
import { addressAuditSubject } from '../../mail-domain/address-audit-subject.ts';
import { makeQueueMail } from '../../notification/queue-mail.ts';
import type { JobHandler } from '../../shared/jobs/job.ts';
import type { Clock, IdGenerator, SecretGenerator, TextDigest } from '../../shared/system.ts';
import type { Repositories, UnitOfWork } from '../../unit-of-work.ts';
import type { MailboxAccountQueries } from '../account/mailbox-account-queries.ts';
import { makeIssuePasswordLinks } from './issue-password-links.ts';
import { findPasswordOwner } from './password-owner.ts';
import type { PasswordSettings } from './password-settings.ts';

type Deps = {
  unitOfWork: UnitOfWork<
    Pick<
      Repositories,
      'mailboxes' | 'mailDomains' | 'organizations' | 'passwordLinks' | 'outgoingMails' | 'outbox' | 'audit'
    >
  >;
  mailboxAccountQueries: MailboxAccountQueries;
  clock: Clock;
  ids: IdGenerator;
  secrets: SecretGenerator;
  digest: TextDigest;
  passwordSettings: PasswordSettings;
};

/**
 * Mails a link for a forgotten password to the secondary address of the account with the address that was asked for.
 * Nobody is told when there is none: the answer was given before.
 */
export const makeMailPasswordLink = (deps: Deps): JobHandler<'mail_password_link'> => {
  const { unitOfWork, mailboxAccountQueries, clock, passwordSettings } = deps;
  const issuePasswordLinks = makeIssuePasswordLinks(deps);
  const queueMail = makeQueueMail(deps);

  return async ({ address, language, askedAt, origin }) => {
    const account = passwordSettings.isOffered && (await mailboxAccountQueries.findByAddress(address));
    if (!account) return undefined;
    await unitOfWork.run(async (stores) => {
      const owner = await findPasswordOwner(stores, account.mailboxId, { locks: true });
      if (!owner) return;
      const { mailbox, mailDomain } = owner;
      const mailboxId = mailbox.id;
      const recipient = outsideAddress(mailbox, mailDomain.name);
      if (recipient === null) return;
      const [open] = await stores.passwordLinks.listNotEnded([mailboxId]);
      // This job ran before, or another request was answered meanwhile.
      if (open?.purpose === 'forgotten' && open.createdAt >= new Date(askedAt)) return;
      const purpose = 'forgotten';
      const wanted = [{ mailboxId, purpose, recipient, language } as const];
      const [issued] = await issuePasswordLinks(stores, wanted);
      if (!issued) return;
      const by = { userId: null, origin };
      await stores.audit.append(by, {
        ...addressAuditSubject(mailbox, mailDomain, by),
        at: clock.now(),
        action: 'mailbox.password_link_issued',
        details: { purpose },
      });
      const content = {
        kind: 'password_link',
        address: owner.account.address,
        purpose,
        passwordLink: issued.address,
      } as const;
      await queueMail(stores, { recipient, language, mailboxId, content });
    });
    return undefined;
  };
};
