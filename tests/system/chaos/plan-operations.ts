import type { Operation, PlannedFault, PlannedOperation } from './planned-operation.ts';
import type { SeededRandom } from './seeded-random.ts';

/** How often each is asked, compared with the others. */
const WEIGHTS: Readonly<Record<Operation['kind'], number>> = {
  create_mailbox: 5,
  update_names: 3,
  disable: 2,
  enable: 2,
  reset_password: 2,
  login_link: 2,
  create_alias: 5,
  delete_alias: 2,
  delete_aliases: 1,
};
const FAULTS = {
  lost_answer: 3,
  internal_error: 2,
  lost_request: 2,
  bad_gateway: 1,
  token_expiry: 1,
  timeout: 1,
} as const;

const spread = <Name extends string>(weights: Readonly<Record<Name, number>>): readonly Name[] =>
  (Object.keys(weights) as Name[]).flatMap((name) => Array<Name>(weights[name]).fill(name));
const KINDS = spread(WEIGHTS);
const FAULT_KINDS = spread(FAULTS);
/** Operations that leave unknown whether the mailbox was created come first. */
const TROUBLES = spread({ lost_answer: 3, lost_request: 1, internal_error: 1 });

type Alias = Readonly<{ localPart: string; destination: string }>;

/** Few of each, so that callers meet. */
const ALIAS_LOCAL_PARTS = ['contact', 'info', 'team'] as const;
const DESTINATIONS = ['one@perso.example', 'two@perso.example', 'three@perso.example'] as const;

/** One operation in four meets a fault; calls of others in its domain may meet it instead. */
const SHARE_OF_FAULTS = 0.25;
/** Of creations, how many ask for an address that was asked for before. */
const SHARE_OF_DUPLICATES = 0.1;
/** Of all operations, how many are creations that fail more than once, and are not done when more is asked of the mailbox. */
const SHARE_OF_TROUBLED = 0.07;
const FOLLOW_UPS = ['disable', 'enable', 'update_names'] as const;

function planFault(random: SeededRandom): PlannedFault | undefined {
  if (!random.chance(SHARE_OF_FAULTS)) return undefined;
  const kind = random.pick(FAULT_KINDS);
  if (kind === 'token_expiry') return kind;
  return { fault: { kind }, count: kind === 'timeout' ? 1 : 1 + random.below(2) };
}

/** `count` operations on `domains`; a mailbox is asked for before anything is asked of it. */
export function planOperations(
  random: SeededRandom,
  domains: readonly string[],
  count: number,
): readonly PlannedOperation[] {
  const boxes = new Map<string, readonly string[]>();
  const aliases = new Map<string, readonly Alias[]>();

  /** Removals are of aliases that should exist: the actual result depends on faults. */
  const planAlias = (domain: string, kind: 'create_alias' | 'delete_alias' | 'delete_aliases'): Operation => {
    const known = aliases.get(domain) ?? [];
    if (kind === 'create_alias' || known.length === 0) {
      const alias = { localPart: random.pick(ALIAS_LOCAL_PARTS), destination: random.pick(DESTINATIONS) };
      aliases.set(domain, [...known, alias]);
      return { kind: 'create_alias', ...alias };
    }
    const { localPart, destination } = random.pick(known);
    const isGone = (alias: Alias) =>
      alias.localPart === localPart && (kind === 'delete_aliases' || alias.destination === destination);
    aliases.set(
      domain,
      known.filter((alias) => !isGone(alias)),
    );
    return kind === 'delete_aliases' ? { kind, localPart } : { kind, localPart, destination };
  };

  const planOne = (domain: string, number: number): Operation => {
    const known = boxes.get(domain);
    const kind = random.pick(KINDS);
    if (kind === 'create_alias' || kind === 'delete_alias' || kind === 'delete_aliases') {
      return planAlias(domain, kind);
    }
    const names = { firstName: `First${number}`, lastName: `Last${number}` };
    if (known === undefined || kind === 'create_mailbox') {
      if (known && random.chance(SHARE_OF_DUPLICATES)) {
        return { kind: 'create_mailbox', box: random.pick(known), ...names };
      }
      const box = `box-${number}`;
      boxes.set(domain, [box, ...(known ?? [])]);
      return { kind: 'create_mailbox', box, ...names };
    }
    const box = random.pick(known);
    return kind === 'update_names' ? { kind, box, ...names } : { kind, box };
  };

  /** Requests about a mailbox, in a row, while its creation keeps failing. */
  const planTroubled = (domain: string, number: number): readonly PlannedOperation[] => {
    const box = `box-${number}`;
    boxes.set(domain, [box, ...(boxes.get(domain) ?? [])]);
    const fault = { fault: { kind: random.pick(TROUBLES) }, count: 2 + random.below(2) };
    const creation = {
      kind: 'create_mailbox',
      box,
      firstName: `First${number}`,
      lastName: `Last${number}`,
    } as const;
    const followUps = Array.from({ length: 1 + random.below(3) }, (_, after) => {
      const kind = random.pick(FOLLOW_UPS);
      const names = { firstName: `First${number}-${after}`, lastName: `Last${number}-${after}` };
      const operation = kind === 'update_names' ? { kind, box, ...names } : { kind, box };
      return { domain, operation, fault: undefined };
    });
    return [{ domain, operation: creation, fault }, ...followUps];
  };

  const planned: PlannedOperation[] = [];
  while (planned.length < count) {
    const domain = random.pick(domains);
    const number = planned.length;
    if (random.chance(SHARE_OF_TROUBLED)) planned.push(...planTroubled(domain, number));
    else planned.push({ domain, operation: planOne(domain, number), fault: planFault(random) });
  }
  return planned.slice(0, count);
}
