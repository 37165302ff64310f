/** How the program ends; the numbers stay (docs/operating.md, "Exit codes"). */
export const EXIT_CODES = {
  done: 0,
  failed: 1,
  /** It was asked for what there is not, and nothing was done; or what was looked at is not as it should be. */
  refused: 2,
} as const;

/** What a command looked at is not as it should be, though looking at it succeeded. */
export class NotAsItShouldBe extends Error {
  override readonly name = 'NotAsItShouldBe';
}
