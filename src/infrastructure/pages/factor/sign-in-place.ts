import type { Request, Response } from 'express';
import type { Language } from '../../../domain/shared/language.ts';
import type { ProvenSignIn } from '../../openid-provider/interactions.ts';
import type { SignInPaths } from './sign-in-paths.ts';

/** A sign-in that is under way in one browser: on the way to a service, or to the own account. */
export type SignInPlace = Readonly<{
  /** What its forms, challenges and first step belong to; pages do not tell it. */
  boundTo: string;
  paths: SignInPaths;
  language: Language;
  /** Levels (`acr`) of which the service needs one; undefined: any will do. */
  essentialAcrs: readonly string[] | undefined;
  /** The service that can be gone back to without signing in, as its button calls it; undefined for the own account. */
  client: string | undefined;
  /** Origins that forms lead to in the end. */
  formTargets: readonly string[];
  /** Signs in. Returns the address to go on to. */
  finish: (signIn: ProvenSignIn) => Promise<string>;
  /** Ends it without anybody signed in: the person gives up, or cannot reach what the service needs. */
  fail: (why: 'cancelled' | 'unmet_level') => Promise<string>;
  /** Answers by leading the browser on to such an address. */
  goOn: (url: string) => void;
  /** Answers with the first page, which says that the way to it was too long. */
  startAgain: () => Promise<void>;
}>;

/** The sign-in that a request belongs to; undefined, and answered, when there is none. */
export type OpenPlace = (request: Request, response: Response) => Promise<SignInPlace | undefined>;
