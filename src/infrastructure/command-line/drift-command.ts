import { Argument, Command } from 'commander';
import {
  DRIFT_RESOLUTIONS,
  type DriftLine,
  type DriftResolution,
  resolutionsOf,
} from '../../domain/provisioning/drift.ts';
import type { DriftLineId } from '../../domain/shared/ids.ts';
import type { ProvisioningUseCases } from '../container/provisioning.ts';
import { BY_COMMAND_LINE } from './by-command-line.ts';
import { everyPage } from './every-page.ts';
import { type JsonRow, jsonOption, rowPrinter } from './output/json-lines.ts';
import { progressDisplay } from './output/progress-display.ts';

type Options = {
  /** Runs a subcommand on the installation. */
  readonly run: (work: (useCases: ProvisioningUseCases) => Promise<void>) => Promise<void>;
  readonly print: (line: string) => void;
};

const LINES_A_PAGE = 100;

const tell = ({ object, address, destination, finding, reason }: DriftLine): string =>
  `${object} ${address}${destination && ` to ${destination}`}: ${finding}${reason === null ? '' : ` (${reason})`}`;

const pageOf = (number: number) =>
  ({ number, size: LINES_A_PAGE, order: [{ field: 'address', descending: false }] }) as const;

async function compare(
  { run: onInstallation, print: write }: Options,
  name: string,
  { reportOnly }: { reportOnly: boolean },
): Promise<void> {
  const display = progressDisplay(process.stderr, () => performance.now());
  try {
    await onInstallation(async (useCases) => {
      const { subject } = await useCases.readDriftAsOperator(name, pageOf(1));
      const run = await useCases.reconcileMailDomain(subject.id, {
        imports: !reportOnly,
        by: BY_COMMAND_LINE,
        onProgress: (rows, lines) => {
          display.clear();
          for (const line of lines) write(tell(line));
          // The provisioner does not say how many mailboxes it has: the number of ours is the best guess.
          display.show(`comparing ${name}`, rows, Math.max(rows, subject.mailboxes));
        },
      });
      display.stop();
      write(run ? `${name}: ${run.rows} rows compared` : `${name} is not registered at the mail service yet`);
      for (const { object, untoldRows } of run?.inconclusive ?? []) {
        write(
          `${name}: ${untoldRows} ${object} row(s) of the mail service do not tell which ${object} they are about: nothing is said to be missing there`,
        );
      }
    });
  } finally {
    display.stop();
  }
}

const toJson = (line: DriftLine): JsonRow => ({
  id: line.id,
  object: line.object,
  address: line.address,
  destination: line.destination,
  finding: line.finding,
  reason: line.reason,
  resolutions: resolutionsOf(line),
});

const list = ({ run, print: write }: Options, name: string, { json }: { json?: true }): Promise<void> =>
  run(async (useCases) => {
    const all = everyPage(
      'address',
      async (request) => {
        const { lines } = await useCases.readDriftAsOperator(name, request);
        return lines;
      },
      ({ address, id }) => ({ key: address, id }),
    );
    const columns = (line: DriftLine) => `${line.id} ${tell(line)} [${resolutionsOf(line).join(', ')}]`;
    const printRow = rowPrinter(write, json, { columns, json: toJson });
    for await (const line of all) printRow(line);
  });

const resolve = (
  { run, print: write }: Options,
  name: string,
  id: string,
  resolution: string,
): Promise<void> =>
  run(async (useCases) => {
    const { subject } = await useCases.readDriftAsOperator(name, pageOf(1));
    await useCases.resolveDriftAsOperator(BY_COMMAND_LINE, {
      mailDomainId: subject.id,
      id: id as DriftLineId,
      resolution: resolution as DriftResolution,
    });
    write(`${id}: ${resolution}`);
  });

const domainArgument = ['<name>', 'the domain, such as commune.fr'] as const;

/** `drift compare|list|resolve`: findings go to standard output as they come, progress to standard error. */
export function makeDriftCommand(options: Options): Command {
  const drift = new Command('drift').description(
    'what a mail domain and the mail service do not have in common',
  );
  drift
    .command('compare')
    .description('compare a domain with the mail service, and import what is missing here')
    .argument(...domainArgument)
    .option('--report-only', 'import nothing, only keep the report', false)
    .action((name: string, given: { reportOnly: boolean }) => compare(options, name, given));
  drift
    .command('list')
    .description('the lines of the latest comparison that are still to settle, with how each can be')
    .argument(...domainArgument)
    .addOption(jsonOption())
    .action((name: string, given: { json?: true }) => list(options, name, given));
  drift
    .command('resolve')
    .description(
      'settle a line: adopt what the mail service has, push what we have, ignore it, or reopen one that is ignored',
    )
    .argument(...domainArgument)
    .argument('<id>', 'the line, as `list` names it')
    .addArgument(new Argument('<resolution>').choices(DRIFT_RESOLUTIONS))
    .action((name: string, id: string, resolution: string) => resolve(options, name, id, resolution));
  return drift;
}
