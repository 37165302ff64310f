import { isDestination } from '../../domain/alias/mail-alias.ts';
import { parseMailDomainName } from '../../domain/mail-domain/mail-domain-name.ts';
import { isMailboxLocalPart } from '../../domain/mailbox/mailbox.ts';
import { isEmailAddress } from '../../domain/shared/email-address.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { WebhookProtocol } from '../../domain/webhook/team-webhook.ts';
import type { WebhookFailure } from '../../domain/webhook/webhook-failure.ts';
import { webhookUrlFailure } from '../../domain/webhook/webhook-url.ts';
import type { RowFindings, WebhookReach } from './mapping.ts';

/** Lengths aside, whether a local part is one does not depend on the domain. */
const SOME_DOMAIN = 'example.fr';
const KEPT = 'kept';

const quoted = (text: string): string => JSON.stringify(text);

/** An address that would be refused today; none at all is no matter. */
export function noteAddress(findings: RowFindings, what: string, text: string | null | undefined): void {
  if (text && !isEmailAddress(text)) findings.add(`${what} ${quoted(text)} is no e-mail address`, KEPT);
}

export function noteMailDomainName(findings: RowFindings, name: string): void {
  try {
    parseMailDomainName(name);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    findings.add(`${quoted(name)} is no name of a domain`, KEPT);
  }
}

export function noteMailboxLocalPart(findings: RowFindings, localPart: string): void {
  if (!isMailboxLocalPart(localPart, SOME_DOMAIN)) {
    findings.add(`${quoted(localPart)} is no local part of a mailbox`, KEPT);
  }
}

/** Local parts that would be refused are no matter (deviation D66): the alias works, and can be deleted. */
export function noteDestination(findings: RowFindings, destination: string | undefined): void {
  if (destination && !isDestination(destination)) {
    findings.add(`mail cannot be sent to its destination ${quoted(destination)}`, KEPT);
  }
}

const NEVER_CALLED = {
  plain_http: 'its address is http, which needs WEBHOOK_ALLOW_PLAIN_HTTP',
  credentials_in_url: 'its address holds credentials',
  forbidden_port: 'its address has a port that is not of the web',
  unusable_url: 'its address is none that its protocol can use',
} as const satisfies Partial<Record<WebhookFailure, string>>;
const isToldOf = (failure: WebhookFailure): failure is keyof typeof NEVER_CALLED => failure in NEVER_CALLED;

/** A webhook that would never be called. Its address is not told: secrets stand in some. */
export function noteWebhook(
  findings: RowFindings,
  { url, protocol }: Readonly<{ url: string; protocol: WebhookProtocol }>,
  { allowsPlainHttp, mayLeadTo }: WebhookReach,
): void {
  const failure = webhookUrlFailure(url, protocol, { allowsPlainHttp });
  if (failure !== undefined && isToldOf(failure))
    findings.add(NEVER_CALLED[failure], 'kept, and never called');
  if (URL.canParse(url) && !mayLeadTo(new URL(url).hostname)) {
    findings.add('its address is inside, which needs WEBHOOK_ALLOWED_NETWORKS', 'kept, and never called');
  }
}
