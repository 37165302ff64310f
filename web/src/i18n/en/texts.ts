import type { FailureTexts } from '../codes/failure-texts.ts';
import type { english } from './english.ts';

/** The same keys, each with a text of its own. */
type Shape<Value> = { readonly [Key in keyof Value]: Value[Key] extends string ? string : Shape<Value[Key]> };

/** All texts of one language: what English has, the others have. */
export type Texts = Readonly<{ translation: Shape<(typeof english)['translation']>; failures: FailureTexts }>;
