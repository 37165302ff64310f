import { createHash, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type {
  Clock,
  IdGenerator,
  Pause,
  Randomness,
  SecretGenerator,
  TextDigest,
} from '../../application/shared/system.ts';

export const systemClock: Clock = { now: () => new Date() };
export const systemPause: Pause = { until: (moment) => delay(Math.max(0, moment.getTime() - Date.now())) };
export const uuidGenerator: IdGenerator = { next: <Id extends string>() => randomUUID() as string as Id };
export const systemRandomness: Randomness = { next: () => Math.random() };
export const secretGenerator: SecretGenerator = {
  next: (bytes = 24) => randomBytes(bytes).toString('base64url'),
};

/** Lower-case hexadecimal SHA-256 of a text's UTF-8. */
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
export const textDigest: TextDigest = {
  sha256,
  isSame: (a, b) => a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b)),
};
