import { z } from 'zod';

const names = z.strictObject({ givenName: z.string(), surName: z.string(), displayName: z.string() });
const active = z.enum(['yes', 'no', 'wait', 'unknown']);
const pattern = { method: z.string().optional(), path: z.string().optional() };
const milliseconds = z.number().nonnegative();

const domainTest = z.strictObject({
  ok: z.boolean(),
  internal: z.boolean(),
  errors: z.array(z.strictObject({ code: z.string(), detail: z.string() })),
});

export const checkScriptSchema = z.union([
  z.enum(['ok', 'broken', 'broken_internal']),
  z.strictObject({
    tests: z.record(z.string(), domainTest),
    members: z.record(z.string(), z.unknown()).optional(),
  }),
]);

export const fixScriptSchema = z.union([
  z.enum(['repairs', 'changes_nothing']),
  z.strictObject({ becomes: checkScriptSchema }),
]);

export const switchesSchema = z.strictObject({
  defaultCheck: checkScriptSchema.exactOptional(),
  duplicates: z.enum(['server_error', 'conflict']).exactOptional(),
  strictSlash: z.boolean().exactOptional(),
  brokenConnectionAfter500: z.boolean().exactOptional(),
  down: z.boolean().exactOptional(),
});

const fault = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.enum([
      'internal_error',
      'bad_gateway',
      'lost_request',
      'lost_answer',
      'timeout',
      'insecure_redirect',
      'denied',
    ]),
  }),
  z.strictObject({
    kind: z.literal('answer'),
    status: z.int().min(200).max(599),
    headers: z.record(z.string(), z.string()).optional(),
    json: z.unknown(),
    text: z.string().optional(),
  }),
]);

export const faultSchema = z.strictObject({ ...pattern, fault, count: z.int().positive().optional() });

export const latencySchema = z.strictObject({
  ...pattern,
  delay: z.union([milliseconds, z.strictObject({ min: milliseconds, max: milliseconds })]),
});

export const clockShiftSchema = z.strictObject({ seconds: z.number() });

export const domainSchema = z.strictObject({
  name: z.string(),
  contextName: z.string().exactOptional(),
  manager: z.string().exactOptional(),
});

export const domainRemovalSchema = z.strictObject({ keepMapping: z.boolean().exactOptional() });

export const mailboxSchema = z.strictObject({
  email: z.string(),
  names: names.optional(),
  active: active.optional(),
  additionalSenders: z.array(z.string()).optional(),
});

export const mailboxPatchSchema = z.strictObject({
  names: names.nullish(),
  active: active.optional(),
  additionalSenders: z.array(z.string()).optional(),
});

export const aliasSchema = z.strictObject({
  localPart: z.string(),
  domain: z.string(),
  destination: z.string(),
});

export const aliasAdditionSchema = aliasSchema.extend({ allowToSend: z.boolean().optional() });

export const passwordSchema = z.strictObject({ email: z.string(), password: z.string() });

export const codeSchema = z.strictObject({ code: z.string() });
