import { Command, InvalidArgumentError } from 'commander';
import { sha256, systemClock } from '../../adapters/system/system.ts';
import type { CommandTools } from '../command-line/with-use-cases.ts';
import type { ENVIRONMENTS } from '../config/variables/serving-variables.ts';
import { makeDemoMail } from './demo-mail.ts';
import { makeDemoPeople } from './demo-people.ts';
import { makeDemoTeams } from './demo-teams.ts';

/** Where made-up people harm nobody. */
const WHERE: readonly (typeof ENVIRONMENTS)[number][] = ['dev', 'feature', 'demo'];

const SIZES = { people: 1000, teams: 100, domains: 10, perDomain: 2, inLargeDomain: 30 } as const;
const LARGEST = 100_000;

type Options = {
  readonly settings: () => CommandTools['settings'];
  readonly run: (work: (tools: CommandTools) => Promise<void>) => Promise<void>;
  readonly print: (line: string) => void;
};

const size = (text: string): number => {
  const value = Number(text);
  if (/^\d+$/.test(text) && value <= LARGEST) return value;
  throw new InvalidArgumentError(`Not a whole number from 0 to ${LARGEST}.`);
};

/** `demo-data`: the data that the reference's demo has, the same in every run. */
export function makeDemoDataCommand({ settings, run, print }: Options): Command {
  return new Command('demo-data')
    .description(
      'make the accounts of development providers, a crowd, teams and mail domains, on a running installation of REGIE_ENV dev, feature or demo; what is there already stays',
    )
    .option('--people <number>', 'how many the crowd has', size, SIZES.people)
    .option('--teams <number>', 'how many teams', size, SIZES.teams)
    .option(
      '--domains <number>',
      'how many mail domains, besides those with names of their own',
      size,
      SIZES.domains,
    )
    .action(async ({ people, teams, domains }: Record<'people' | 'teams' | 'domains', number>) => {
      const { environment } = settings();
      if (!WHERE.some((name) => name === environment)) {
        throw new Error(`Made-up people are for REGIE_ENV ${WHERE.join(', ')}; this is ${environment}`);
      }
      await run(async ({ useCases, production, settings: { useCases: of } }) => {
        const { unitOfWork } = production.adapters;
        const deps = { unitOfWork, clock: systemClock, sha256, claims: of.signInSettings.claims };
        const made = await makeDemoPeople({ ...deps, authenticateUser: useCases.authenticateUser }, people);
        print(`people: ${made.withRoles.length} with roles, ${made.crowd.length} in the crowd`);
        print(`teams: ${await makeDemoTeams(deps, made, teams)} new of ${teams}`);
        const names = await makeDemoMail(useCases, made, { ...SIZES, domains });
        print(names.length === 0 ? 'mail domains: none new' : `mail domains, new: ${names.join(', ')}`);
      });
    });
}
