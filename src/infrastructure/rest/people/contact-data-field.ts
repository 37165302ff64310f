import { z } from 'zod';

/** Unchecked contact information: null is refused here, its shape by the domain, after all fields. */
export function contactDataField() {
  const schema = z.unknown().transform((value, context): unknown => {
    if (value === null) context.addIssue({ code: 'custom', params: { key: 'null' } });
    return value;
  });
  return schema.optional().meta({
    override: {
      type: 'object',
      description: 'emails, phones, addresses, links, organizations, customFields',
    },
  });
}
