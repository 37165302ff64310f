import type { MessageKey } from '../../http/messages/messages-en.ts';
import type { MessageValues } from '../../http/messages/translate.ts';

/** Detail codes of a refusal (RFC 7644, table 9) that we use. */
export type ScimType =
  | 'invalidFilter'
  | 'invalidSyntax'
  | 'invalidPath'
  | 'invalidValue'
  | 'mutability'
  | 'noTarget';

/** A request that SCIM itself does not allow, for any data. Answered with status 400. */
export class ScimRefusal extends Error {
  override readonly name = 'ScimRefusal';

  constructor(
    readonly scimType: ScimType,
    readonly key: MessageKey,
    readonly values: MessageValues = {},
  ) {
    super(`SCIM ${scimType}`);
  }
}
