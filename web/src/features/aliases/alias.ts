import type { inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '../../server/client.ts';

type Outputs = inferRouterOutputs<AppRouter>['aliases'];

/** An alias as people read it: an address, and where its mail goes. */
export type Alias = Outputs['byLocalPart']['items'][number];
export type Destination = Alias['destinations'][number];
export type Progress = NonNullable<Destination['progress']>;
/** What happened to one. */
export type AliasEvent = Outputs['history']['items'][number];
/** What would come of an alias that somebody thinks of. */
export type AliasCheck = Outputs['check'];
export type WhyNoNew = Outputs['byLocalPart']['whyNoNew'];
