import { ContainerModule } from 'inversify';
import { makeCreateMailDomain } from '../../application/mail-domain/create-mail-domain.ts';
import {
  makeEditMailDomain,
  makeListKeptMailDomains,
} from '../../application/mail-domain/keep-mail-domains.ts';
import { makeGetMailDomain, makeListMailDomains } from '../../application/mail-domain/read-mail-domains.ts';
import { makeDeliverMail } from '../../application/notification/deliver-mail.ts';
import { makeEraseUnsentMails } from '../../application/notification/erase-unsent-mails.ts';
import {
  makeListUnsentMails,
  makeSendMailAgain,
} from '../../application/notification/manage-unsent-mails.ts';
import { makeCheckKeptMailDomain } from '../../application/provisioning/check/check-kept-mail-domain.ts';
import { makeCheckMailDomain } from '../../application/provisioning/check/check-mail-domain.ts';
import { makeCheckMailDomainJob } from '../../application/provisioning/check/check-mail-domain-job.ts';
import { makeRefreshMailDomain } from '../../application/provisioning/check/refresh-mail-domain.ts';
import { makeRegisterMailDomain } from '../../application/provisioning/check/register-mail-domain.ts';
import { makeScheduleDomainChecks } from '../../application/provisioning/check/schedule-mail-jobs.ts';
import { makeTakeCheckTurn } from '../../application/provisioning/check/take-check-turn.ts';
import { bindFactory } from './tokens/typed-bind.ts';
import { ADAPTER_TOKENS, JOB_TOKENS, TOKENS } from './tokens.ts';

/** Mail domains, their checks, and mails on their way. */
export const mailModule = new ContainerModule((module) => {
  const { unitOfWork, mailDomainQueries, signals, mailProvisioner, clock, ids, logger } = ADAPTER_TOKENS;
  const { checkMailDomain, checkIntervalSeconds, mailSettings, takeCheckTurn, waits } = TOKENS;

  bindFactory(module, TOKENS.listKeptMailDomains, makeListKeptMailDomains, {
    keptMailDomainQueries: ADAPTER_TOKENS.keptMailDomainQueries,
  });
  bindFactory(module, TOKENS.checkKeptMailDomain, makeCheckKeptMailDomain, {
    unitOfWork,
    checkMailDomain: TOKENS.checkMailDomain,
  });
  bindFactory(module, TOKENS.editMailDomain, makeEditMailDomain, { unitOfWork, clock });
  bindFactory(module, TOKENS.listMailDomains, makeListMailDomains, { mailDomainQueries });
  bindFactory(module, TOKENS.getMailDomain, makeGetMailDomain, { mailDomainQueries });
  bindFactory(module, TOKENS.createMailDomain, makeCreateMailDomain, {
    unitOfWork,
    mailDomainQueries,
    signals,
    clock,
    ids,
    waits,
  });
  bindFactory(module, takeCheckTurn, makeTakeCheckTurn, {
    rateLimiter: ADAPTER_TOKENS.rateLimiter,
    checkIntervalSeconds,
  });
  bindFactory(module, checkMailDomain, makeCheckMailDomain, {
    unitOfWork,
    mailProvisioner,
    clock,
    ids,
    logger,
    mailSettings,
    takeCheckTurn,
  });
  bindFactory(module, TOKENS.refreshMailDomain, makeRefreshMailDomain, {
    mailDomainQueries,
    checkMailDomain,
    clock,
    checkIntervalSeconds,
  });

  bindFactory(module, JOB_TOKENS.register_mail_domain, makeRegisterMailDomain, {
    unitOfWork,
    mailProvisioner,
    clock,
  });
  bindFactory(module, JOB_TOKENS.check_mail_domain, makeCheckMailDomainJob, { checkMailDomain });
  bindFactory(module, JOB_TOKENS.deliver_mail, makeDeliverMail, {
    unitOfWork,
    mailer: ADAPTER_TOKENS.mailer,
    clock,
    logger,
  });
  bindFactory(module, JOB_TOKENS.erase_unsent_mails, makeEraseUnsentMails, {
    unitOfWork,
    clock,
    mailKeptForSeconds: TOKENS.mailKeptForSeconds,
  });
  bindFactory(module, TOKENS.listUnsentMails, makeListUnsentMails, {
    outgoingMailQueries: ADAPTER_TOKENS.outgoingMailQueries,
  });
  bindFactory(module, TOKENS.sendMailAgain, makeSendMailAgain, { unitOfWork, clock });
  bindFactory(module, JOB_TOKENS.schedule_domain_checks, makeScheduleDomainChecks, {
    unitOfWork,
    clock,
    checkIntervalSeconds,
  });
});
