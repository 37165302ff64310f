import type { MessageKey } from '../../http/messages/messages-en.ts';
import type { MessageValues } from '../../http/messages/translate.ts';

/** Details of a refusal (RFC 7644, table 9), as far as we have a use for them. */
export type ScimType =
  | 'invalidFilter'
  | 'invalidSyntax'
  | 'invalidPath'
  | 'invalidValue'
  | 'mutability'
  | 'noTarget';

/** A request that SCIM itself does not allow, whatever the data. Answered with status 400. */
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
