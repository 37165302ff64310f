import type { MailContent } from '../../../application/notification/mail-content.ts';
import type { Language } from '../../../domain/shared/language.ts';
import type { SHARED_TEXTS } from './shared-texts.ts';

/** The wording of the values of some members, by aspect: `{{role.name}}` for `role: { owner: { name: 'an owner' } }`. */
export type Words = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>>;

/** A mail as a file of `mails` declares it. */
export type MailDefinition<
  Content extends MailContent = MailContent,
  Texts extends Readonly<Record<string, string | undefined>> = Readonly<Record<string, string | undefined>>,
  Body extends string = string,
> = Readonly<{
  /** A sample for tests. Its members are the variables of the mail: the mail shows all of them, and no others. */
  sample: Content;
  /** MJML, between greeting and signature. `[[slots]]` are filled from `texts`, `{{variables}}` from the content. */
  body: Body;
  /** They may show variables. */
  texts: Readonly<Record<Language, Texts>>;
  words?: Readonly<Record<Language, Words>>;
}>;

type SlotsIn<Text extends string> = Text extends `${string}[[${infer Slot}]]${infer Rest}`
  ? Slot | SlotsIn<Rest>
  : never;

type SharedSlot = keyof (typeof SHARED_TEXTS)[Language];

type TextsFor<Body extends string> = Readonly<
  Record<'subject' | 'preview' | 'title' | Exclude<SlotsIn<Body>, SharedSlot>, string> &
    Partial<Record<SharedSlot, string>>
>;

type ContentOf<Kind, Content = MailContent> = Content extends { kind: infer Kinds }
  ? Kind extends Kinds
    ? Content
    : never
  : never;

/** The members of `Content` with a closed list of values, such as roles. */
type WordsFor<Content> = {
  readonly [Member in Exclude<keyof Content, 'kind'> as string extends Content[Member]
    ? never
    : Member]: Readonly<Record<Content[Member] & string, Readonly<Record<string, string>>>>;
};

type WithWords<Words> = keyof Words extends never
  ? unknown
  : { readonly words: Readonly<Record<Language, Words>> };

/**
 * A mail of the kind of its sample. A sentence that is missing in a language or used nowhere does not compile, and
 * neither does a value of a closed list without its wording. Compiling the mail checks that its variables exist.
 */
export const defineMail = <Content extends MailContent, const Body extends string>(
  mail: MailDefinition<Content, TextsFor<Body>, Body> & WithWords<WordsFor<ContentOf<Content['kind']>>>,
): MailDefinition => mail;
