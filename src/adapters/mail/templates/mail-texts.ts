import type { MailTemplate } from '../mail-template.ts';

/**
 * The sentences that fill the `[[slots]]` of the MJML layouts: the `shared` ones in every mail that has none of
 * its own under the same name. They may show the variables of their layout, between double braces.
 */
export type MailTexts = {
  readonly lang: string;
  readonly shared: Readonly<Record<string, string>>;
  readonly mails: Readonly<Record<MailTemplate, Readonly<Record<string, string> & { subject: string }>>>;
};

/** The slots of `T`, each with a sentence of another language. */
export type SameTexts<T extends MailTexts> = {
  readonly lang: string;
  readonly shared: Readonly<Record<keyof T['shared'], string>>;
  readonly mails: { readonly [M in keyof T['mails']]: Readonly<Record<keyof T['mails'][M], string>> };
};
