import type { Command } from 'commander';

/**
 * Examples by command, for the end of its help, where that has none of its own yet. Of commands with others below them that
 * are not here, the help leads to the help of those.
 */
export const COMMAND_EXAMPLES: Readonly<Record<string, readonly string[]>> = {
  regie: ['regie migrate', 'regie start', 'regie doctor', 'regie user list --search camille'],
  migrate: ['regie migrate', 'regie migrate status'],
  'import-people': [
    'regie import-people --from postgres://reader@old.example.fr:5432/people --dry-run',
    'regie import-people --from postgres://reader@old.example.fr:5432/people --remove-gone',
  ],
  'account-service': [
    'regie account-service list',
    'regie account-service create --name "La Suite" --scope la-suite-list-organizations-siret',
  ],
  'account-service list': ['regie account-service list --json'],
  'account-service create': [
    'regie account-service create --name "La Suite" --scope la-suite-list-organizations-siret --expires-in-days 365',
  ],
  'account-service rotate': ['regie account-service rotate ID --overlap-hours 48'],
  'account-service revoke': ['regie account-service revoke ID', 'regie account-service revoke ID --previous'],
  'oidc-client': [
    'regie oidc-client list',
    'regie oidc-client create --name Wiki --redirect-uri https://wiki.example/callback',
  ],
  'oidc-client list': ['regie oidc-client list --json'],
  'oidc-client show': ['regie oidc-client show CLIENT_ID'],
  'oidc-client create': [
    'regie oidc-client create --name Wiki --redirect-uri https://wiki.example/callback',
    'regie oidc-client create --name App --redirect-uri https://app.example/callback --public',
  ],
  'oidc-client edit': [
    'regie oidc-client edit CLIENT_ID --backchannel-logout-uri https://wiki.example/backchannel',
  ],
  'oidc-client rotate': ['regie oidc-client rotate CLIENT_ID --overlap-hours 48'],
  'oidc-client enable': ['regie oidc-client enable CLIENT_ID'],
  'oidc-client disable': ['regie oidc-client disable CLIENT_ID'],
  'oidc-client delete': ['regie oidc-client delete CLIENT_ID'],
  quarantine: ['regie quarantine show', 'regie quarantine confirm --reason "restored after the fire"'],
  organization: ['regie organization list --search commune', 'regie organization merge KEEP OTHER --dry-run'],
  'organization list': [
    'regie organization list --search commune --unadministered',
    'regie organization list --inactive --json',
  ],
  'organization create': [
    'regie organization create --name "Commune" --registration-id 21580304000017 --domain commune.fr',
  ],
  'organization edit': [
    'regie organization edit ID --domain commune.fr mairie-commune.fr',
    'regie organization edit ID --inactive',
  ],
  'organization merge': [
    'regie organization merge KEEP OTHER --dry-run',
    'regie organization merge KEEP OTHER',
  ],
  'organization normalize-ids': ['regie organization normalize-ids --dry-run'],
  'organization discrepancies': ['regie organization discrepancies --json'],
  'organization settle': ['regie organization settle USER move'],
  'organization tell-plugins': ['regie organization tell-plugins ID'],
  user: ['regie user list --search camille', 'regie user set ID --inactive'],
  'user list': ['regie user list --search camille', 'regie user list --staff --active --json'],
  'user show': ['regie user show camille@exemple.fr'],
  'user allow-sign-in-without-level': [
    'regie user allow-sign-in-without-level camille@exemple.fr --for 1h --reason "OTP server down, ticket 4217"',
  ],
  'user withdraw-sign-in-without-level': ['regie user withdraw-sign-in-without-level camille@exemple.fr'],
  'user set': ['regie user set ID --staff --superuser', 'regie user set ID --inactive'],
  'user move': ['regie user move ID --organization OTHER', 'regie user move ID --nowhere'],
  sessions: [
    'regie sessions list --user camille@exemple.fr',
    'regie sessions end --user camille@exemple.fr --reason "lost computer"',
  ],
  'mail-domain': ['regie mail-domain list --search commune', 'regie mail-domain check'],
  'mail-domain list': ['regie mail-domain list --search commune --json'],
  'mail-domain contacts': ['regie mail-domain contacts --status enabled --as excel'],
  'mail-domain check': ['regie mail-domain check --status pending'],
  'mail-domain edit': [
    'regie mail-domain edit ID --disabled',
    'regie mail-domain edit ID --support-email support@commune.fr',
  ],
  mailbox: [
    'regie mailbox list commune.fr --status pending failed',
    'regie mailbox show camille.martin@commune.fr --json',
  ],
  'second-factor': [
    'regie second-factor status DOMAIN_ID',
    'regie second-factor reset jean@commune.fr --link',
  ],
  'second-factor status': ['regie second-factor status DOMAIN_ID'],
  'second-factor without': ['regie second-factor without DOMAIN_ID --as excel'],
  'second-factor require': ['regie second-factor require DOMAIN_ID 2027-02-28'],
  'second-factor lift': ['regie second-factor lift DOMAIN_ID'],
  'second-factor reset': ['regie second-factor reset jean@commune.fr --link'],
  mails: ['regie mails list --status given_up', 'regie mails send-again ID'],
  'mails list': ['regie mails list --status given_up', 'regie mails list --search commune.fr --json'],
  'mails send-again': ['regie mails send-again ID'],
  jobs: ['regie jobs list --state given_up', 'regie jobs retry 1042 1043'],
  'jobs show': ['regie jobs show 1042'],
  webhooks: ['regie webhooks replay'],
  'webhooks replay': ['regie webhooks replay', 'regie webhooks replay --webhook ID'],
  'webhooks resync': ['regie webhooks resync --webhook ID'],
  audit: ['regie audit export --from 2026-01-01T00:00:00Z', 'regie audit maintain'],
  'audit export': [
    'regie audit export --as jsonl --from 2026-01-01T00:00:00Z --until 2026-02-01T00:00:00Z',
    'regie audit export --action team_access.granted --as excel',
  ],
  addresses: ['regie addresses normalize --dry-run'],
  'addresses normalize': ['regie addresses normalize --dry-run', 'regie addresses normalize'],
  texts: ['regie texts normalize --dry-run'],
  'texts normalize': ['regie texts normalize --dry-run', 'regie texts normalize'],
  'seal-anew': ['regie seal-anew'],
  'fill-organization-metadata': ['regie fill-organization-metadata'],
  drift: ['regie drift compare commune.fr --report-only', 'regie drift list commune.fr'],
  'drift compare': ['regie drift compare commune.fr --report-only'],
  'drift list': ['regie drift list commune.fr --json'],
  'drift resolve': ['regie drift resolve commune.fr LINE_ID adopt'],
  'demo-data': ['regie demo-data --people 200 --teams 20'],
};

/** Ends the help of a command, and of those below it, with their examples. */
export function addExamples(command: Command, name: string): void {
  const lines = COMMAND_EXAMPLES[name] ?? command.commands.map((one) => `regie ${name} ${one.name()} --help`);
  if (lines.length > 0) {
    const title = lines.length === 1 ? 'Example' : 'Examples';
    command.addHelpText('after', `\n${title}:\n${lines.map((line) => `  ${line}`).join('\n')}`);
  }
  for (const one of command.commands) {
    if (one.name() !== 'help') addExamples(one, name === 'regie' ? one.name() : `${name} ${one.name()}`);
  }
}
