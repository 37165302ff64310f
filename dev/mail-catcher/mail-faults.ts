import { z } from 'zod';

/** The next deliveries are refused with an SMTP reply: 4xx for now, 5xx for good. */
const refusal = z.object({
  times: z.int().min(1),
  code: z.int().min(400).max(599),
  step: z.enum(['sender', 'recipient', 'data']).default('data'),
  /** Text of the reply, after its status (RFC 3463) if it has one: `5.7.1 Relay access denied`. */
  text: z.string().min(1).max(500).optional(),
});

/** What `POST /api/faults` takes; a key that is absent leaves its fault as it is, `refuse: null` ends it. */
export const faultsInput = z.object({
  refuse: refusal.nullable().optional(),
  /** Nothing listens on the SMTP port, as if the server had stopped. */
  down: z.boolean().optional(),
});

export type Refusal = z.output<typeof refusal>;
export type Faults = { readonly refuse: Refusal | null; readonly down: boolean };
