import type { Finding } from '../mapping/mapping.ts';
import { SOURCE_OF } from '../mapping/takeover-plan.ts';
import type { GoneFate, GoneRow } from './takeover-target.ts';

const OUTCOMES = {
  unchanged: 'still here, as it was brought: --remove-gone removes it',
  removed: 'removed',
  changed_here: 'stays here, as it was changed since',
  last_owner: 'stays here, as there would be no owner without it',
  in_use: 'stays here, as something that was made or changed here belongs to it',
} as const satisfies Record<GoneFate, string>;

/** What is not there any more and what becomes of it here: a right that ended there is not to come back to life here. */
export const goneFindings = (gone: readonly GoneRow[]): readonly Finding[] =>
  gone.map(({ table, key, name, fate, usedBy }) => ({
    table: SOURCE_OF[table],
    id: key,
    problem: `${table}: gone there since it was taken over`,
    outcome: usedBy === null ? OUTCOMES[fate] : `${OUTCOMES[fate]} (${usedBy})`,
    ...(name === null ? {} : { name }),
  }));
