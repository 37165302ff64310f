import { aliasLine, type OurState } from './both-sides.ts';
import { type Entry, possibleValues } from './operation-log.ts';
import type { Operation } from './planned-operation.ts';

type OnBox = Extract<Operation, { box: string }>;
type BoxEntry = Entry & Readonly<{ operation: OnBox }>;

const isOnBox = (entry: Entry): entry is BoxEntry => 'box' in entry.operation;

/** The requests about each mailbox, by address. */
export function byMailbox(entries: readonly Entry[]): ReadonlyMap<string, readonly BoxEntry[]> {
  const found = new Map<string, readonly BoxEntry[]>();
  for (const entry of entries.filter(isOnBox)) {
    const address = `${entry.operation.box}@${entry.domain}`;
    found.set(address, [...(found.get(address) ?? []), entry]);
  }
  return found;
}

/** One property that operations write; nothing for operations that do not change it. */
function writesOf<E extends Entry, T>(
  entries: readonly E[],
  written: (operation: E['operation']) => T | undefined,
) {
  return entries.flatMap((entry) => {
    const value = written(entry.operation);
    return value === undefined ? [] : [{ entry, value }];
  });
}

/** The values of a mailbox that does not exist. */
const ABSENT = 'absent';
const namesWritten = (operation: OnBox) =>
  'firstName' in operation ? `${operation.firstName} ${operation.lastName}` : undefined;
const STATUS_WRITTEN: Partial<Record<Operation['kind'], string>> = {
  create_mailbox: 'enabled',
  enable: 'enabled',
  disable: 'disabled',
};

const unlike = (what: string, value: string, possible: readonly string[]): readonly string[] =>
  possible.includes(value) ? [] : [`${what} is ${value}, may be ${[...new Set(possible)].join(' or ')}`];

function compareMailboxes(entries: readonly Entry[], { mailboxes }: OurState): readonly string[] {
  const held = new Map(mailboxes.map((mailbox) => [mailbox.address, mailbox]));
  const asked = byMailbox(entries);
  return [
    ...mailboxes
      .filter(({ address }) => !asked.has(address))
      .map(({ address }) => `nobody asked: ${address}`),
    ...[...asked].flatMap(([address, about]) => {
      const mailbox = held.get(address);
      const names = possibleValues(writesOf(about, namesWritten), ABSENT);
      const status = possibleValues(
        writesOf(about, ({ kind }) => STATUS_WRITTEN[kind]),
        ABSENT,
      );
      const created = about.filter(
        ({ operation, outcome }) => operation.kind === 'create_mailbox' && outcome === 'done',
      );
      return [
        ...(created.length > 1 ? [`${address} was acknowledged ${created.length} times`] : []),
        ...unlike(`name of ${address}`, mailbox ? `${mailbox.firstName} ${mailbox.lastName}` : ABSENT, names),
        ...unlike(`status of ${address}`, mailbox?.status ?? ABSENT, status),
      ];
    }),
  ];
}

/** Whether an operation leaves the alias there; undefined when it is about others. */
const aliasWritten =
  (localPart: string, destination: string) =>
  (operation: Operation): boolean | undefined => {
    if (!('localPart' in operation) || operation.localPart !== localPart) return undefined;
    if (operation.kind === 'delete_aliases') return false;
    return operation.destination === destination ? operation.kind === 'create_alias' : undefined;
  };

function compareAliases(entries: readonly Entry[], { aliases }: OurState): readonly string[] {
  const asked = new Map(
    entries.flatMap(({ domain, operation }) =>
      operation.kind === 'create_alias'
        ? [[aliasLine(operation.localPart, domain, operation.destination), { domain, operation }] as const]
        : [],
    ),
  );
  return [
    ...aliases.filter((line) => !asked.has(line)).map((line) => `nobody asked: ${line}`),
    ...[...asked].flatMap(
      ([
        line,
        {
          domain,
          operation: { localPart, destination },
        },
      ]) => {
        const about = entries.filter((entry) => entry.domain === domain);
        const writes = writesOf(about, aliasWritten(localPart, destination));
        const possible = possibleValues(writes, false);
        return possible.includes(aliases.includes(line))
          ? []
          : [`${line} ${aliases.includes(line) ? 'is there and must not be' : 'is missing'}`];
      },
    ),
  ];
}

/** Differences between Régie's state and the answers to its callers. */
export const compareWithLog = (entries: readonly Entry[], ours: OurState): readonly string[] => [
  ...compareMailboxes(entries, ours),
  ...compareAliases(entries, ours),
];
