import { emailKey } from '../../src/domain/shared/email-address.ts';
import { readBody } from './compare-answer.ts';
import { isEffect, noMatch, refusal } from './deviation-shapes.ts';
import { isSame } from './difference.ts';
import { idAfter, isRequest, rowsBefore, sentObject } from './interaction-facts.ts';
import { takeOverRecorded } from './recorded-state.ts';
import type { Interaction, RecordedRow } from './recordings.ts';
import type { DeviationRule } from './rule.ts';

const LIST = /\/(teams|mail-domains)\/[^/]+\/invitations$/;
const ONE = /\/(teams|mail-domains)\/[^/]+\/invitations\/[^/]+(\/refresh)?$/;

type Kind = Readonly<{
  source: 'people_invitation' | 'people_mail_domain_invitation';
  target: 'team_invitation' | 'mail_domain_invitation';
  parent: 'team_id' | 'domain_id';
  model: string;
}>;
const OF_TEAM: Kind = {
  source: 'people_invitation',
  target: 'team_invitation',
  parent: 'team_id',
  model: 'Invitation',
};
const OF_DOMAIN: Kind = {
  source: 'people_mail_domain_invitation',
  target: 'mail_domain_invitation',
  parent: 'domain_id',
  model: 'MailDomainInvitation',
};

const kindOf = ({ request }: Interaction): Kind => (request.path.includes('/teams/') ? OF_TEAM : OF_DOMAIN);

/** The id of the team or domain of the path. */
function parentId(interaction: Interaction): unknown {
  if (kindOf(interaction) === OF_TEAM) return idAfter(interaction, 'teams');
  const slug = idAfter(interaction, 'mail-domains');
  return rowsBefore(interaction, 'people_mail_domain').find((domain) => domain['slug'] === slug)?.['id'];
}

const lower = (value: unknown): string => String(value ?? '').toLowerCase();
/** In lower case, its domain as DNS has it. */
const spelled = (value: unknown): string => emailKey(String(value ?? ''));
/** What is said of a mail sent, which begins with its recipient. */
const spelledMail = (mail: string): string => mail.replace(/^[^:]*/, spelled);

/** Invitations to the team or domain of the path, as the reference had them. */
const invitations = (interaction: Interaction): readonly RecordedRow[] => {
  const { source, parent } = kindOf(interaction);
  return rowsBefore(interaction, source).filter((row) => row[parent] === parentId(interaction));
};

/** Those of them that the takeover left out, because another had the same address in other letters. */
function merged(interaction: Interaction): readonly RecordedRow[] {
  const { source, target } = kindOf(interaction);
  const all = invitations(interaction);
  if (new Set(all.map(({ email }) => lower(email))).size === all.length) return [];
  const kept = takeOverRecorded({ [source]: rowsBefore(interaction, source) })[target] ?? [];
  return all.filter(({ id }) => !kept.some((row) => row['id'] === id));
}

type Item = Readonly<{ id: string; email: string }>;

/** Pages of such a list hold what is left of it, in its order, the addresses in lower case, domains as DNS has them. */
function isRestOfList(recorded: unknown, ours: unknown, interaction: Interaction): boolean {
  if (!Array.isArray(recorded) || !Array.isArray(ours)) return false;
  const gone = merged(interaction).map(({ id }) => id);
  const left = invitations(interaction)
    .filter(({ id }) => !gone.includes(id))
    .toSorted((a, b) => (String(a['created_at']) < String(b['created_at']) ? 1 : -1))
    .map(({ id }) => id);
  const items = ours as readonly Item[];
  const start = left.indexOf(items[0]?.id);
  const isInOrder = isSame(
    items.map(({ id }) => id),
    left.slice(start, start + items.length),
  );
  const theirs = (recorded as readonly Item[]).map((item) => ({ ...item, email: spelled(item.email) }));
  const areTold = items.every((item) => {
    const twin = theirs.find(({ id }) => id === item.id);
    return twin === undefined ? gone.length > 0 : isSame(twin, item);
  });
  const isWhole = theirs.every(({ id }) => gone.length > 0 || items.some((item) => item.id === id));
  return isInOrder && areTold && isWhole;
}

/** Deviations caused by comparing addresses without letter case. */
export const INVITATION_DEVIATIONS: readonly DeviationRule[] = [
  {
    follows: 'D24',
    because: 'an address that is invited is so in any letter case',
    when: (interaction) =>
      isRequest('POST', LIST)(interaction) &&
      invitations(interaction).some(({ email }) => {
        const asked = String(sentObject(interaction)['email'] ?? '').trim();
        return email !== asked && lower(email) === lower(asked);
      }),
    explains: (difference, answer, interaction) => {
      const { target } = kindOf(interaction);
      const isOfAddress = [difference.recorded, difference.ours].every(
        (row) => row === undefined || lower((row as Item).email) === lower(sentObject(interaction)['email']),
      );
      return (
        refusal(400, '__all__')(difference, answer, interaction) ||
        (answer.status === 400 && difference.aspect === `effect ${target} row` && isOfAddress)
      );
    },
  },
  {
    follows: 'D24',
    because: 'addresses of invitations are kept in lower case',
    isUnrecorded: true,
    when: (interaction) => isRequest('POST', LIST)(interaction) || isRequest('GET POST', ONE)(interaction),
    explains: ({ aspect, recorded, ours }) =>
      (aspect === 'body email' && ours === lower(recorded)) ||
      (aspect === 'mails' && isSame((recorded as string[]).map(lower), (ours as string[]).map(lower))),
  },
  {
    follows: 'D93',
    because: 'the domain of an address is told as DNS has it',
    when: (interaction) =>
      isRequest('POST', LIST)(interaction) && /[^ -~]/.test(String(sentObject(interaction)['email'] ?? '')),
    explains: ({ aspect, recorded, ours }) =>
      (aspect === 'body email' && ours === spelled(recorded)) ||
      (aspect === 'mails' && isSame((recorded as string[]).map(spelledMail), ours)),
  },
  {
    follows: 'D24',
    because: 'of two invitations of one address one is left, and addresses are in lower case',
    when: isRequest('GET', LIST),
    explains: ({ aspect, recorded, ours }, answer, interaction) => {
      const gone = merged(interaction).length;
      if (aspect === 'body results') return isRestOfList(recorded, ours, interaction);
      if (aspect === 'body count') return Number(recorded) - gone === ours;
      const { count } = readBody(answer) as { count?: number };
      return /^body (next|previous)$/.test(aspect) && gone > 0 && count !== undefined;
    },
  },
  {
    follows: 'D24',
    because: 'an invitation that was the same as another is not there',
    when: (interaction) =>
      isRequest('GET HEAD POST DELETE', ONE)(interaction) &&
      merged(interaction).some(({ id }) => id === idAfter(interaction, 'invitations')),
    explains: (difference, answer, interaction) =>
      noMatch(kindOf(interaction).model)(difference, answer, interaction),
  },
  {
    follows: 'D24',
    because: 'with an invitation goes what was the same',
    isUnrecorded: true,
    when: (interaction) => isRequest('DELETE', ONE)(interaction) && merged(interaction).length > 0,
    explains: (difference, _answer, interaction) => {
      const repeated = merged(interaction).map(({ email }) => lower(email));
      const row = (difference.recorded ?? difference.ours) as Item | undefined;
      return (
        isEffect(difference) &&
        difference.aspect === `effect ${kindOf(interaction).target} row` &&
        repeated.includes(lower(row?.email))
      );
    },
  },
];
