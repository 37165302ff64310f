import type { MailboxNames, WantedOfMailbox } from '../mailbox/mailbox-change.ts';
import { type DriftLine, type DriftResolution, resolutionsOf } from './drift.ts';

/** What settling a line does, here or at the provisioner. */
export const DRIFT_EFFECTS = [
  'mailbox_added_here',
  'mailbox_deleted_here',
  'mailbox_created_there',
  'renamed_here',
  'enabled_here',
  'disabled_here',
  'renamed_there',
  'enabled_there',
  'disabled_there',
  'alias_added_here',
  'alias_deleted_here',
  'alias_created_there',
  'alias_deleted_there',
  'nothing',
  'settled_again',
] as const;
export type DriftEffect = (typeof DRIFT_EFFECTS)[number];

type Compared = Pick<DriftLine, 'here' | 'there'>;

/** The provisioner's names, unless it has none. */
export const namesToAdopt = (
  { firstName, lastName }: MailboxNames,
  there: MailboxNames | null,
): MailboxNames =>
  there === null || (there.firstName === '' && there.lastName === '')
    ? { firstName, lastName }
    : { firstName: there.firstName, lastName: there.lastName };

/** Whether an adopted mailbox is enabled: also where the provisioner does not say. */
export const isEnabledThere = (there: Pick<NonNullable<DriftLine['there']>, 'isActive'>): boolean =>
  there.isActive !== false;

/** The changes that bring the provisioner's mailbox to our state. */
export function wantedToPush({ here, there }: Compared): Partial<WantedOfMailbox> {
  const isOn = here?.isActive === true;
  const isNamedAlike = here?.firstName === there?.firstName && here?.lastName === there?.lastName;
  const active = there?.isActive === null || there?.isActive === isOn ? null : isOn;
  const { firstName = '', lastName = '' } = there ?? {};
  return { active, formerNames: isOn && !isNamedAlike ? { firstName, lastName } : null };
}

function effectsOfAdopting({ here, there }: Compared): readonly DriftEffect[] {
  if (!here || !there) return [];
  const { firstName, lastName } = namesToAdopt(here, there);
  const isRenamed = firstName !== here.firstName || lastName !== here.lastName;
  const isOn = isEnabledThere(there);
  return [
    ...(isRenamed ? ['renamed_here' as const] : []),
    ...(isOn === here.isActive ? [] : [isOn ? ('enabled_here' as const) : ('disabled_here' as const)]),
  ];
}

function effectsOfPushing(line: Compared): readonly DriftEffect[] {
  const { active, formerNames } = wantedToPush(line);
  return [
    ...(formerNames ? ['renamed_there' as const] : []),
    ...(active == null ? [] : [active ? ('enabled_there' as const) : ('disabled_there' as const)]),
  ];
}

/** Of lines about something that one side lacks. */
const OF_MISSING = {
  mailbox: {
    missing_here: { adopt: 'mailbox_added_here' },
    missing_there: { adopt: 'mailbox_deleted_here', push: 'mailbox_created_there' },
  },
  alias: {
    missing_here: { adopt: 'alias_added_here', push: 'alias_deleted_there' },
    missing_there: { adopt: 'alias_deleted_here', push: 'alias_created_there' },
  },
} as const satisfies Record<
  DriftLine['object'],
  Record<'missing_here' | 'missing_there', Partial<Record<DriftResolution, DriftEffect>>>
>;

function effectsOf(line: DriftLine, resolution: DriftResolution): readonly DriftEffect[] {
  if (resolution === 'ignore') return ['nothing'];
  if (resolution === 'reopen') return ['settled_again'];
  if (line.finding === 'differing') {
    return resolution === 'adopt' ? effectsOfAdopting(line) : effectsOfPushing(line);
  }
  if (line.finding !== 'missing_here' && line.finding !== 'missing_there') return [];
  const effects: Partial<Record<DriftResolution, DriftEffect>> = OF_MISSING[line.object][line.finding];
  const effect = effects[resolution];
  return effect === undefined ? [] : [effect];
}

/** What cannot be had back: what people had there, or here, goes. */
const LOSING: readonly DriftEffect[] = [
  'mailbox_deleted_here',
  'disabled_there',
  'alias_deleted_here',
  'alias_deleted_there',
];

export type DriftChoice = Readonly<{
  resolution: DriftResolution;
  effects: readonly DriftEffect[];
  /** Whether something goes that cannot be had back as it was. */
  isDestructive: boolean;
}>;

/** The ways in which a line can be settled, and what each does. */
export const choicesOf = (line: DriftLine): readonly DriftChoice[] =>
  resolutionsOf(line).map((resolution) => {
    const effects = effectsOf(line, resolution);
    return { resolution, effects, isDestructive: effects.some((effect) => LOSING.includes(effect)) };
  });
