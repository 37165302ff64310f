import type { inferRouterOutputs } from '@trpc/server';
import type { Tone } from '../../kit/data/status-tag.tsx';
import type { AppRouter } from '../../server/client.ts';

type Outputs = inferRouterOutputs<AppRouter>['mailDrift'];

/** One difference between a domain here and at the mail service. */
export type Difference = Outputs['list']['items'][number];
export type Finding = Difference['finding'];
export type Choice = Difference['choices'][number];
export type Resolution = Choice['resolution'];
export type Outcome = Outputs['resolveSeveral']['outcomes'][number];
export type Comparison = NonNullable<Outputs['run']['latest']>;

/** Differences that somebody wants to settle in one way, before it is done. */
export type Asked = { readonly differences: readonly Difference[]; readonly resolution: Resolution };

/** How each finding is to be felt, in the order in which people filter by them. */
export const FINDING_TONES = {
  differing: 'warning',
  missing_there: 'warning',
  missing_here: 'info',
  skipped: 'neutral',
  imported: 'success',
} as const satisfies Record<Finding, Tone>;

export const FINDINGS = [
  'differing',
  'missing_there',
  'missing_here',
  'skipped',
  'imported',
] as const satisfies readonly Finding[];

export const RESOLUTIONS = ['adopt', 'push', 'ignore', 'reopen'] as const satisfies readonly Resolution[];

/** Of the button: those that change nothing on either side are quiet. */
export const colorOf = (resolution: Resolution): 'brand' | 'neutral' =>
  resolution === 'adopt' || resolution === 'push' ? 'brand' : 'neutral';

/** The heading above the differences. */
export const TITLE_ID = 'differences-title';

/** What a difference is about, as people write it. */
export const nameOf = ({
  address,
  destination,
}: {
  readonly address: string;
  readonly destination: string | null;
}): string => (destination ? `${address} → ${destination}` : address);
