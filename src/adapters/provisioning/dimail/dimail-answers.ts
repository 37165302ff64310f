import { z } from 'zod';

/** The answers we read (contract/dimail.md sections 3, 6 and 7): unknown keys are allowed everywhere. */
export const tokenAnswer = z.looseObject({ access_token: z.string().min(1) });

export const reportAnswer = z.record(z.string(), z.unknown());

export const specAnswer = z.array(z.looseObject({ target: z.string(), type: z.string(), value: z.string() }));

export const creationAnswer = z.looseObject({ password: z.string().min(1) });

export const mailboxAnswer = z.looseObject({
  type: z.string().optional(),
  email: z.string(),
  givenName: z.string().nullish(),
  surName: z.string().nullish(),
});

/** An element of `/domains/{d}/mailboxes/`. */
export const namedMailboxAnswer = z.looseObject({ email: z.string(), displayName: z.string() });

/** contract/dimail.md section 8; members whose names differ between versions are optional. */
export const listedMailboxAnswer = z.looseObject({
  type: z.string().optional(),
  email: z.string(),
  active: z.string().nullish(),
  imap_active: z.string().nullish(),
  features: z.array(z.string()).nullish(),
  extras: z
    .looseObject({
      ox: z.looseObject({ given_name: z.string().nullish(), sur_name: z.string().nullish() }).nullish(),
    })
    .nullish(),
});

export const listedAliasAnswer = z.looseObject({
  username: z.string(),
  destination: z.string(),
  domain: z.string().nullish(),
});

export const addressAnswer = z.looseObject({
  is_mailbox: z.boolean().optional(),
  ox_primary_email: z.string().nullish(),
});

/** Only the fact that the answer is JSON matters. */
export const aliasAnswer = z.looseObject({});

export const passwordAnswer = z.looseObject({ password: z.string().min(1) });

export const codeAnswer = z.looseObject({ code: z.string().min(1) });

/** Of the description of the API (OpenAPI), its version alone. */
export const descriptionAnswer = z.object({ info: z.object({ version: z.string() }) });
