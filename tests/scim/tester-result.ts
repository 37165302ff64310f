import { z } from 'zod';

/** What one check of scim2-tester found. */
export const testerResult = z.object({
  /** Whether it worked on what it found, or was supplied with resources that it wants to create. */
  run: z.enum(['itself', 'supplied']),
  check: z.string(),
  /** The type of resource it was about; null for none. */
  resource: z.string().nullable(),
  /** Its `Status`: `ERROR` and `CRITICAL` are violations of the RFC, `SKIPPED` has not looked. */
  status: z.enum(['SUCCESS', 'COMPLIANT', 'ACCEPTABLE', 'DEVIATION', 'ERROR', 'CRITICAL', 'SKIPPED']),
  /** In one line, with `<id>` in place of ids. */
  reason: z.string(),
});
export type TesterResult = z.infer<typeof testerResult>;
