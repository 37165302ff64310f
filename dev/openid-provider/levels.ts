import type { UnknownObject } from 'oidc-provider';

/** The levels that a sign-in can have by choice, each with the factors (`amr`) that it stands for, as ProConnect's. */
export const LEVELS = {
  eidas1: ['pwd'],
  eidas2: ['pwd', 'otp', 'mfa'],
  eidas3: ['pop', 'pin', 'mfa'],
} as const satisfies Readonly<Record<string, readonly string[]>>;
export type Level = keyof typeof LEVELS;

export const LEVEL_NAMES = Object.keys(LEVELS).filter((name) => isLevel(name));
export const USUAL_LEVEL: Level = 'eidas1';

export function isLevel(name: unknown): name is Level {
  return typeof name === 'string' && Object.hasOwn(LEVELS, name);
}

/** What an authorization request asks of levels. */
export type LevelRequest = Readonly<{
  /** Whether it asks for levels at all: the page then lets people choose theirs. */
  isAsked: boolean;
  /** Those of which one is essential; undefined when none is. */
  essential: readonly string[] | undefined;
}>;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** Reads the parameter `claims` (OpenID Connect Core 1.0, sections 5.5 and 5.5.1.1), which the library has checked. */
export function levelRequest({ claims }: UnknownObject): LevelRequest {
  const parsed: unknown = typeof claims === 'string' ? JSON.parse(claims) : undefined;
  const ofIdToken = isObject(parsed) ? parsed['id_token'] : undefined;
  if (!isObject(ofIdToken) || !('acr' in ofIdToken)) return { isAsked: false, essential: undefined };
  const { acr } = ofIdToken;
  if (!isObject(acr) || acr['essential'] !== true) return { isAsked: true, essential: undefined };
  const values = [acr['value'] ?? [], acr['values'] ?? []].flat();
  return { isAsked: true, essential: values.filter((one) => typeof one === 'string') };
}
