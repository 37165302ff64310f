import { isVouchedFor } from '../../src/domain/people/email-verification.ts';
import { type Explains, isAnswerPart, redirection, refusal } from './deviation-shapes.ts';
import { rowsBefore, tells } from './interaction-facts.ts';
import { idTokenOf, userinfoOf } from './recorded-claims.ts';
import { PROVIDER_HOST, settingOf } from './recorded-environment.ts';
import type { Interaction } from './recordings.ts';
import type { DeviationRule } from './rule.ts';

const PROVIDER = `http://${PROVIDER_HOST}`;

/** Where people go after a sign-in, and after one that failed for that reason. */
const client = (interaction: Interaction): string => settingOf(interaction, 'LOGIN_REDIRECT_URL');
const failure = (interaction: Interaction, code = ''): string =>
  `${settingOf(interaction, 'LOGIN_REDIRECT_URL_FAILURE')}?error=${code}`;

const isAt =
  (path: string) =>
  ({ request }: Interaction): boolean =>
    request.path.startsWith(`/api/v1.0/${path}`);

const bringsToken = ({ headers }: Interaction['request']): boolean =>
  /^bearer\b/i.test(headers['Authorization'] ?? '');

const signsIn = isAt('callback');
const hasFailed = (interaction: Interaction): boolean =>
  interaction.response.status >= 400 ||
  (interaction.response.headers['Location'] ?? '').startsWith(
    settingOf(interaction, 'LOGIN_REDIRECT_URL_FAILURE'),
  );
const isBroken = ({ response }: Interaction): boolean => response.status === 500;

const lower = (value: unknown): string => String(value ?? '').toLowerCase();
const emailOf = (interaction: Interaction): string => lower(userinfoOf(interaction)['email']);

/** Domains and registration ids of organizations that are, or only contain, what the person brings. */
function organizationHits(interaction: Interaction): { readonly exact: number; readonly loose: number } {
  const domain = emailOf(interaction).split('@')[1] ?? '';
  const siret = lower(userinfoOf(interaction)['siret']);
  const values = rowsBefore(interaction, 'people_organization').map((row) => ({
    domains: ((row['domain_list'] ?? []) as readonly string[]).map(lower),
    ids: ((row['registration_id_list'] ?? []) as readonly string[]).map(lower),
  }));
  const isExact = ({ domains, ids }: (typeof values)[number]) =>
    (domain !== '' && domains.includes(domain)) || (siret !== '' && ids.includes(siret));
  const isLoose = ({ domains, ids }: (typeof values)[number]) =>
    (domain !== '' && domains.join().includes(domain)) || (siret !== '' && ids.join().includes(siret));
  return { exact: values.filter(isExact).length, loose: values.filter(isLoose).length };
}

/** Whether the address of the person was invited to a team, to a domain. */
const invitations = (interaction: Interaction, table: string) =>
  rowsBefore(interaction, table).filter((row) => lower(row['email']) === emailOf(interaction));
const isInvited = (interaction: Interaction): boolean =>
  emailOf(interaction) !== '' &&
  ['people_invitation', 'people_mail_domain_invitation'].some(
    (table) => invitations(interaction, table).length > 0,
  );

const ARRIVAL = [
  'user_account',
  'contact',
  'organization',
  'organization_domain',
  'organization_registration_id',
];
const CONVERSION = ['team_access', 'team_invitation', 'mail_domain_access', 'mail_domain_invitation'];

const touches =
  (tables: readonly string[]): Explains =>
  ({ aspect }) =>
    tables.some((table) => aspect === `effect ${table} row` || aspect.startsWith(`effect ${table}.`));

const isSignedIn: Explains = (_difference, answer, interaction) => {
  const location = answer.headers['location'] ?? '';
  return (
    answer.status === 302 &&
    location.startsWith(client(interaction)) &&
    !location.startsWith(failure(interaction))
  );
};

/** A sign-in that succeeds in place of one that broke, and its effects. */
const signsInInstead =
  (tables: readonly string[]): Explains =>
  (difference, answer, interaction) =>
    isSignedIn(difference, answer, interaction) &&
    (isAnswerPart(difference) || touches(tables)(difference, answer, interaction));

const isForged = (interaction: Interaction): boolean => {
  const { aud, iss, sub } = idTokenOf(interaction);
  return (
    ![aud].flat().includes(settingOf(interaction, 'OIDC_RP_CLIENT_ID')) ||
    iss !== PROVIDER ||
    sub !== userinfoOf(interaction)['sub']
  );
};

/** What the reference could not make an account of. */
const isOdd = (interaction: Interaction): boolean => {
  const { sub, email, siret, first_name: first = '', last_name: last = '' } = userinfoOf(interaction);
  return (
    (!email && Boolean(siret)) || !/^[\w.@+-]+$/u.test(String(sub)) || `${first} ${last}`.trim().length > 100
  );
};

/** Accounts with the address of a person whose `sub` is unknown. */
const namesakes = (interaction: Interaction) => {
  const users = rowsBefore(interaction, 'people_user');
  return users.some(({ sub }) => sub === userinfoOf(interaction)['sub'])
    ? []
    : users.filter((user) => emailOf(interaction) !== '' && lower(user['email']) === emailOf(interaction));
};

/** Deviations of sign-in and sign-out. */
export const SIGN_IN_DEVIATIONS: readonly DeviationRule[] = [
  {
    follows: 'D37',
    because: 'the one-time session of a mailbox ends elsewhere with 401, in JSON',
    when: ({ actor, request }) => actor?.kind === 'mailbox' && !request.path.startsWith('/o/'),
    explains: refusal(401, 'detail', 'Authentication credentials were not provided.'),
  },
  {
    follows: 'D30',
    because: 'access tokens mean nothing here unless a setting says so',
    when: ({ request }) => request.path.startsWith('/api/v1.0/') && bringsToken(request),
    explains: refusal(401, 'detail', 'Authentication credentials were not provided.'),
  },
  {
    // The recording used the invitation up; here nobody has signed in.
    follows: 'D30',
    because: 'nobody is created by an access token, and no invitation used',
    when: ({ request }) => bringsToken(request),
    explains: ({ aspect, recorded }, answer) =>
      answer.status === 401 && aspect.startsWith('effect') && recorded === undefined,
  },
  {
    follows: 'D32',
    because: 'the provider is sent a PKCE challenge',
    when: isAt('authenticate'),
    explains: ({ aspect, recorded, ours }) =>
      recorded === undefined &&
      ((aspect === 'header Location code_challenge' && /^[\w-]{43}$/.test(String(ours))) ||
        (aspect === 'header Location code_challenge_method' && ours === 'S256')),
  },
  {
    follows: 'D32',
    because: 'an id token for somebody else, or of another issuer or person, signs nobody in',
    when: (interaction) => signsIn(interaction) && !hasFailed(interaction) && isForged(interaction),
    explains: (difference, answer, interaction) =>
      redirection(failure(interaction, 'identity_provider_refused'))(difference, answer, interaction) ||
      (answer.headers['location'] === failure(interaction, 'identity_provider_refused') &&
        difference.aspect.startsWith('effect')),
  },
  {
    follows: 'D33',
    because: 'a failed sign-in leads to the failure page with a code, never to an error page',
    when: (interaction) => signsIn(interaction) && hasFailed(interaction),
    explains: (difference, answer, interaction) =>
      redirection(failure(interaction))(difference, answer, interaction),
  },
  {
    follows: 'D33',
    because: 'a wrong state of a sign-out leads away like a right one',
    when: (interaction) => isAt('logout-callback')(interaction) && interaction.response.status === 400,
    explains: (difference, answer, interaction) =>
      redirection(settingOf(interaction, 'LOGOUT_REDIRECT_URL'))(difference, answer, interaction),
  },
  {
    follows: 'D1',
    because: 'the registration id decides where an e-mail domain names another organization',
    when: (interaction) =>
      signsIn(interaction) && isBroken(interaction) && organizationHits(interaction).loose > 1,
    explains: signsInInstead(ARRIVAL),
  },
  {
    follows: 'D1',
    because: 'what is only found inside a longer domain or id is not found: it gets its own organization',
    when: (interaction) => {
      const { exact, loose } = organizationHits(interaction);
      return signsIn(interaction) && !hasFailed(interaction) && exact === 0 && loose > 0;
    },
    explains: touches(ARRIVAL),
  },
  {
    follows: 'D3',
    because: 'an invitation counts until it expires, whatever the letter case of its address',
    isUnrecorded: true,
    when: (interaction) => signsIn(interaction) && !hasFailed(interaction) && isInvited(interaction),
    explains: (difference, answer, interaction) =>
      isSignedIn(difference, answer, interaction) && touches(CONVERSION)(difference, answer, interaction),
  },
  {
    follows: 'D23',
    because: 'somebody invited to a team signs in, and is in it',
    isUnrecorded: true,
    when: (interaction) =>
      signsIn(interaction) &&
      isBroken(interaction) &&
      invitations(interaction, 'people_invitation').length > 0,
    explains: signsInInstead([...ARRIVAL, ...CONVERSION]),
  },
  {
    follows: 'D34',
    because: 'somebody without e-mail, or with an unusual sub or a long name, signs in',
    isUnrecorded: true,
    when: (interaction) => signsIn(interaction) && isBroken(interaction) && isOdd(interaction),
    explains: signsInInstead(ARRIVAL),
  },
  {
    follows: 'D34',
    because:
      'an account is taken over by e-mail only when it is the only active one, and the address is verified',
    isUnrecorded: true,
    when: (interaction) =>
      signsIn(interaction) &&
      namesakes(interaction).length > 0 &&
      (!isVouchedFor(userinfoOf(interaction)['email_verified'], false) || namesakes(interaction).length > 1),
    explains: (difference, answer, interaction) =>
      (answer.headers['location'] ?? '').startsWith(client(interaction)) &&
      (isAnswerPart(difference) || difference.aspect.startsWith('effect')),
  },
  {
    follows: 'D78',
    because: 'an account that is recognized by e-mail hears of its new sub',
    when: (interaction) => signsIn(interaction) && namesakes(interaction).length === 1,
    explains: (difference, answer, interaction) => {
      const mails = difference.aspect === 'mails' && Array.isArray(difference.ours) ? difference.ours : [];
      const [recipient, ...subject] = String(mails[0] ?? '').split(':');
      return (
        isSignedIn(difference, answer, interaction) &&
        mails.length === 1 &&
        lower(recipient) === emailOf(interaction) &&
        /new identifier|nouvel identifiant/.test(subject.join(':'))
      );
    },
  },
  {
    follows: 'D34',
    because: 'what of a failed sign-in was kept is not kept',
    isUnrecorded: true,
    when: (interaction) => signsIn(interaction) && isBroken(interaction),
    explains: (difference, answer, interaction) =>
      (answer.headers['location'] ?? '').startsWith(failure(interaction)) &&
      difference.aspect.startsWith('effect') &&
      difference.ours === undefined,
  },
  {
    follows: 'D36',
    because: 'a valid logout token ends the sessions it names',
    when: (interaction) => isAt('backchannel-logout')(interaction) && tells(interaction, 'Logout failed'),
    explains: (difference, answer) => answer.status === 200 && isAnswerPart(difference),
  },
];
