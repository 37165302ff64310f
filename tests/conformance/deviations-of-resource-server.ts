import { readBody } from './compare-answer.ts';
import { answeredHtml, type Explains, isAnswerPart, isEffect, refusal, success } from './deviation-shapes.ts';
import { isSame } from './difference.ts';
import { idAfter, isRequest, rowsBefore } from './interaction-facts.ts';
import type { Interaction } from './recordings.ts';
import type { Answer } from './replayed-application.ts';
import type { DeviationRule } from './rule.ts';
import {
  hasUnusableMember,
  isLinkedToCaller,
  isServiceRequest,
  isTokenRefused,
  linksOf,
  namesNoSingleCaller,
  personOf,
  takenIntrospectionOf,
} from './service-caller.ts';

const LIST = /\/resource-server\/v1\.0\/teams$/;
const TEAM = /\/resource-server\/v1\.0\/teams\/[^/]+$/;
const SCIM = /^\/resource-server\/v1\.0\/scim\//;
const SCIM_ERROR = 'urn:ietf:params:scim:api:messages:2.0:Error';

const isScim = ({ request }: Interaction): boolean => SCIM.test(request.path);
const bodyOf = (answer: Answer): Readonly<Record<string, unknown>> => {
  const body = readBody(answer);
  return typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
};

const challenge = ({ headers }: Answer): string => headers['www-authenticate'] ?? '';
const isLess = ({ ours, ...difference }: Parameters<Explains>[0]): boolean =>
  isEffect({ ours, ...difference }) && ours === undefined;

const isMe = ({ request }: Interaction): boolean => request.path === '/resource-server/v1.0/scim/Me/';
const isUserAddress = (value: unknown): boolean => /\/scim\/Users\/[0-9a-f-]{36}$/.test(String(value));
const addressIn = (header: unknown): unknown =>
  typeof header === 'object' && header !== null && 'address' in header ? header.address : header;

/** A SCIM error of that status, with a message. */
const isScimError = (answer: Answer): boolean => {
  const { schemas, status, detail } = bodyOf(answer);
  return (
    answer.headers['content-type'] === 'application/scim+json' &&
    isSame(schemas, [SCIM_ERROR]) &&
    status === String(answer.status) &&
    typeof detail === 'string' &&
    detail !== ''
  );
};

/** A refusal of RFC 6750, or word that the authorization server is in trouble; in JSON, in SCIM's own. */
const refusesToken: Explains = (difference, answer, interaction) => {
  const isTold = isScim(interaction)
    ? isScimError(answer)
    : answer.headers['content-type'] === 'application/json' && 'detail' in bodyOf(answer);
  const isRefusal =
    (answer.status === 401 && challenge(answer).startsWith('Bearer ')) ||
    (answer.status === 400 && challenge(answer).includes('error="invalid_request"')) ||
    (answer.status === 403 && challenge(answer).includes('error="insufficient_scope"')) ||
    // An answer that can be read is no trouble of the server's (D81).
    ([502, 503].includes(answer.status) && takenIntrospectionOf(interaction) === undefined);
  return isTold && isRefusal && (isAnswerPart(difference) || isLess(difference));
};

const refusesTokenAsInvalid: Explains = (difference, answer, interaction) =>
  answer.status === 401 &&
  challenge(answer).includes('error="invalid_token"') &&
  refusesToken(difference, answer, interaction);

type WithId = Readonly<{ id?: string; value?: string }>;
const keyOf = ({ id, value }: WithId): string => id ?? value ?? '';

/** The items of a list without the repetitions by which the reference shows those linked to several services. */
const withoutRepetitions = (list: readonly WithId[]): readonly WithId[] =>
  list.filter((item, index) => list.findIndex((other) => keyOf(other) === keyOf(item)) === index);
const sorted = (list: readonly WithId[]): readonly WithId[] =>
  [...list].sort((a, b) => keyOf(a).localeCompare(keyOf(b)));

const recordedResults = ({ response }: Interaction): readonly WithId[] =>
  ((response.body as { results?: readonly WithId[] } | null)?.results ?? []) as readonly WithId[];
const hasRepetitions = (list: readonly WithId[]): boolean => withoutRepetitions(list).length < list.length;

const isVisibleToAll = (interaction: Interaction): boolean =>
  rowsBefore(interaction, 'people_team').some(
    ({ id, is_visible_all_services: isVisible }) =>
      id === idAfter(interaction, 'teams') && isVisible === true,
  );

/** Deviations of the resource server. */
export const RESOURCE_SERVER_DEVIATIONS: readonly DeviationRule[] = [
  {
    follows: 'D2',
    because:
      'tokens that are not accepted, and an authorization server in trouble, are told as RFC 6750 has it',
    when: (interaction) =>
      isServiceRequest(interaction) &&
      (answeredHtml(interaction) || interaction.response.status >= 400) &&
      isTokenRefused(interaction) &&
      !hasUnusableMember(interaction),
    explains: refusesToken,
  },
  {
    follows: 'D81',
    because: 'a token of which something unusable is said is invalid, and the server is in no trouble',
    when: (interaction) => isServiceRequest(interaction) && hasUnusableMember(interaction),
    explains: refusesTokenAsInvalid,
  },
  {
    follows: 'D80',
    because: 'a token that names ourselves as its caller, or several, lets no service in',
    isUnrecorded: true,
    when: (interaction) => isServiceRequest(interaction) && namesNoSingleCaller(interaction),
    explains: refusesTokenAsInvalid,
  },
  {
    follows: 'D2',
    because: 'a person who was deactivated is not let in by a token',
    when: (interaction) => isServiceRequest(interaction) && personOf(interaction)?.['is_active'] === false,
    explains: refusesTokenAsInvalid,
  },
  {
    follows: 'D10',
    because: 'SCIM has its standard media type, and its errors say what is wrong',
    when: isScim,
    explains: ({ aspect, recorded, ours }, answer) =>
      (aspect === 'header Content-Type' &&
        recorded === 'application/json+scim' &&
        ours === 'application/scim+json') ||
      (aspect === 'body detail' && recorded === '' && isScimError(answer)),
  },
  {
    follows: 'D10',
    because: 'a client that asks for SCIM by its name gets it',
    isUnrecorded: true,
    when: (interaction) => isScim(interaction) && interaction.response.status === 406,
    explains: (difference, answer) =>
      answer.headers['content-type'] === 'application/scim+json' && isAnswerPart(difference),
  },
  {
    follows: 'D109',
    because: 'Me says at which address the person permanently is',
    when: (interaction) => isMe(interaction) && interaction.response.status === 200,
    explains: ({ aspect, recorded, ours }) =>
      (aspect === 'header Location' && recorded === undefined && isUserAddress(addressIn(ours))) ||
      (aspect === 'body meta location' && String(recorded).endsWith('/scim/Me/') && isUserAddress(ours)),
  },
  {
    follows: 'D46',
    because: 'what does not exist below scim/ is told in SCIM',
    when: (interaction) =>
      isScim(interaction) && interaction.response.status === 404 && answeredHtml(interaction),
    explains: (difference, answer) =>
      answer.status === 404 && isScimError(answer) && isAnswerPart(difference),
  },
  {
    follows: 'D28',
    because: 'a service that merely sees a team does not change it',
    isUnrecorded: true,
    when: (interaction) =>
      isRequest('PUT PATCH', TEAM)(interaction) &&
      isVisibleToAll(interaction) &&
      !isLinkedToCaller(interaction, idAfter(interaction, 'teams')),
    explains: refusal(403, 'detail'),
  },
  {
    follows: 'D29',
    because: 'a team that several services see is shown',
    when: (interaction) =>
      isRequest('GET HEAD PUT PATCH', TEAM)(interaction) &&
      interaction.response.status === 500 &&
      isVisibleToAll(interaction) &&
      linksOf(interaction, idAfter(interaction, 'teams')) > 1,
    explains: success(200),
  },
  {
    follows: 'D29',
    because: 'a team that several services see is listed once',
    isUnrecorded: true,
    when: (interaction) =>
      isRequest('GET', LIST)(interaction) && hasRepetitions(recordedResults(interaction)),
    explains: ({ aspect, recorded, ours }, answer) => {
      const body = bodyOf(answer) as { count: number; results: readonly WithId[] };
      if (aspect === 'body count') return Number(ours) < Number(recorded);
      if (aspect === 'body next') return ours === null && body.count <= body.results.length;
      return (
        aspect === 'body results' &&
        isSame(sorted(withoutRepetitions(recorded as readonly WithId[])), sorted(body.results))
      );
    },
  },
  {
    follows: 'D45',
    because: 'the groups of a person are in an order, and each is there once (D29)',
    when: isScim,
    explains: ({ aspect, recorded, ours }) =>
      aspect === 'body groups' &&
      Array.isArray(recorded) &&
      Array.isArray(ours) &&
      isSame(sorted(withoutRepetitions(recorded as WithId[])), sorted(ours as WithId[])),
  },
];
