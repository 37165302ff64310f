import { Piscina } from 'piscina';
import { z } from 'zod';
import type { PasswordStrength } from '../../application/identity/password/password-strength.ts';
import type { PasswordEstimate, PasswordWeakness } from '../../domain/identity/password-rules.ts';

const WORKER = new URL('./estimate-worker.mjs', import.meta.url);
/** How long the thread, and the memory of its dictionaries, is kept for the next password. */
const IDLE_MS = 5 * 60_000;
/** How many passwords may wait; more at once are no people. */
const MOST_WAITING = 100;

const answer = z.object({
  score: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3), z.literal(4)]),
  isCommon: z.boolean(),
  feedback: z.array(z.string()),
});

/** What zxcvbn's feedback means to us; advice that is none (letter case, symbols) is left out. */
const WEAKNESSES: Readonly<Record<string, PasswordWeakness>> = {
  straightRow: 'keyboard_row',
  keyPattern: 'keyboard_row',
  longerKeyboardPattern: 'keyboard_row',
  simpleRepeat: 'repetition',
  extendedRepeat: 'repetition',
  repeated: 'repetition',
  sequences: 'sequence',
  recentYears: 'date',
  associatedYears: 'date',
  dates: 'date',
  topTen: 'common_password',
  topHundred: 'common_password',
  common: 'common_password',
  similarToCommon: 'common_password',
  wordByItself: 'one_word',
  namesByThemselves: 'names',
  commonNames: 'names',
  userInputs: 'personal',
  l33t: 'substitution',
  reverseWords: 'reversed_word',
  anotherWord: 'few_words',
  useWords: 'few_words',
};

/**
 * zxcvbn with its French and English dictionaries and its list of 49,000 common passwords, in one thread that starts with
 * the first password and ends some minutes after the last.
 */
export class ZxcvbnPasswordStrength implements PasswordStrength {
  #pool: Piscina | undefined;

  async estimate(password: string, known: readonly string[]): Promise<PasswordEstimate> {
    this.#pool ??= new Piscina({
      filename: WORKER.href,
      name: 'estimate',
      minThreads: 0,
      maxThreads: 1,
      idleTimeout: IDLE_MS,
      maxQueue: MOST_WAITING,
      // The thread is given no secret of ours, nor the flags of this process.
      env: {},
      execArgv: [],
    });
    const { feedback, ...estimate } = answer.parse(await this.#pool.run({ password, known }));
    const weaknesses = feedback.map((key) => WEAKNESSES[key]).filter((weakness) => weakness !== undefined);
    return { ...estimate, weaknesses: [...new Set(weaknesses)] };
  }

  async close(): Promise<void> {
    await this.#pool?.destroy();
    this.#pool = undefined;
  }
}
