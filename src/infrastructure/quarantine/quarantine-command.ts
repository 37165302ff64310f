import { Command } from 'commander';
import type { Pool } from 'pg';
import { readWorkState } from '../../adapters/postgres/connection/work-state.ts';
import {
  type InstallationState,
  PgInstallation,
} from '../../adapters/postgres/installation/pg-installation.ts';
import type { IdentityAspect } from '../../domain/installation/installation-identity.ts';
import { BY_COMMAND_LINE, because } from '../command-line/by-command-line.ts';
import { jsonOption } from '../command-line/output/json-lines.ts';
import { reasonOption } from '../command-line/reason-option.ts';

type Options = {
  /** The name of the installation, as it is configured. */
  readonly name: () => string;
  /** Runs a subcommand on the database. */
  readonly run: (work: (pool: Pool) => Promise<void>) => Promise<void>;
  readonly print: (line: string) => void;
};

const WORDS: Readonly<Record<IdentityAspect, string>> = {
  cluster: 'the system identifier of PostgreSQL',
  database: 'the database',
  table: 'the table that says which database this is, as after a restore',
  name: 'environment or public address',
};

const inWords = (state: InstallationState): readonly string[] => {
  const { known, present, differences, quarantine } = state;
  const changed = differences.map(
    (aspect) => `differs\t${WORDS[aspect]}: ${known?.[aspect] ?? '-'} is now ${present[aspect] ?? '-'}`,
  );
  if (!quarantine)
    return [
      `state\t${changed.length === 0 ? 'no quarantine' : 'no quarantine yet: begins with the next start'}`,
      ...changed,
    ];
  const { since, cause, reason } = quarantine;
  return [
    'state\tin quarantine',
    `since\t${since.toISOString()}`,
    `cause\t${cause === 'copy' ? 'the database is not the one that was known' : 'an operator'}`,
    ...(reason === null ? [] : [`reason\t${reason}`]),
    ...changed,
  ];
};

const toJson = ({ known, present, differences, quarantine }: InstallationState) => ({
  quarantine: quarantine ?? null,
  differences,
  known: known ?? null,
  present,
});

/** `quarantine`: a copy of an installation that reaches nobody until somebody says that it may. */
export function makeQuarantineCommand({ name, run, print }: Options): Command {
  const command = new Command('quarantine').description(
    'see whether this is a copy that reaches no other system, and release it',
  );
  const onInstallation = (work: (installation: PgInstallation, pool: Pool) => Promise<void>) =>
    run((pool) => work(new PgInstallation(pool, name()), pool));

  command
    .command('show')
    .description('whether it is in quarantine, since when and why, and what waits')
    .addOption(jsonOption())
    .addHelpText('after', '\nExample:\n  regie quarantine show')
    .action(({ json }: { json?: true }) =>
      onInstallation(async (installation, pool) => {
        const state = await installation.read();
        const { jobs } = await readWorkState(pool);
        const waiting = jobs.map(({ job, due, later, running, postponed }) => ({
          job,
          count: due + later + running + postponed,
        }));
        if (json) return print(JSON.stringify({ ...toJson(state), waiting }));
        for (const line of inWords(state)) print(line);
        for (const { job, count } of waiting) print(`waits\t${count}\t${job}`);
      }),
    );

  command
    .command('begin')
    .description('let no process reach another system any more, within seconds')
    .addOption(reasonOption().makeOptionMandatory())
    .addHelpText(
      'after',
      '\nExample: before a clone of the disk is started\n  regie quarantine begin --reason "clone of Monday"',
    )
    .action(({ reason }: { reason: string }) =>
      onInstallation(async (installation) =>
        print(
          (await installation.begin(because(BY_COMMAND_LINE, reason)))
            ? 'BEGUN'
            : 'UNCHANGED\tit is in quarantine already',
        ),
      ),
    );

  command
    .command('confirm')
    .description('this is the installation: every process carries out what waits, within seconds')
    .addOption(reasonOption())
    .addHelpText(
      'after',
      '\nExample: after a restore, once the former database is stopped and `regie jobs list` was read\n  regie quarantine confirm --reason "restored after the fire"',
    )
    .action(({ reason }: { reason?: string }) =>
      onInstallation(async (installation) =>
        print(
          (await installation.confirm(because(BY_COMMAND_LINE, reason)))
            ? 'CONFIRMED'
            : 'UNCHANGED\tit is in no quarantine',
        ),
      ),
    );
  return command;
}
