import { environmentSchema } from '../../../src/infrastructure/config/environment-schema.ts';
import { type ValueForm, variables } from '../../../src/infrastructure/config/values/variable.ts';
import { ENVIRONMENTS } from '../../../src/infrastructure/config/variables/serving-variables.ts';

export type JsonSchema = Readonly<Record<string, unknown>>;

/** YAML has true and false, and people who come from other charts quote them. */
const FLAG: JsonSchema = {
  type: ['boolean', 'string'],
  pattern: '^([Tt]rue|TRUE|[Ff]alse|FALSE|yes|no|y|n|on|off|1|0)$',
};

function formSchema(form: ValueForm | undefined): JsonSchema {
  if (form === undefined) return { type: ['string', 'number'] };
  if (form.kind === 'flag') return FLAG;
  if (form.kind === 'choice') return { enum: form.values };
  const pattern = form.whole ? '^[0-9]+$' : '^[0-9]+([.][0-9]+)?$';
  return {
    type: [form.whole ? 'integer' : 'number', 'string'],
    minimum: form.min,
    maximum: form.max,
    pattern,
  };
}

/** The variables of the environment as values of the chart. A secret is known, for the template to refuse it in words. */
export const configSchema = (): JsonSchema => ({
  type: 'object',
  additionalProperties: false,
  properties: Object.fromEntries(
    Object.entries(environmentSchema.shape).map(([name, schema]) => {
      const meta = variables.get(schema);
      if (meta === undefined)
        return [name, { description: 'Where it runs', enum: ENVIRONMENTS.filter((one) => one !== 'dev') }];
      if (meta.secret)
        return [name, { description: `Refused here, it is a secret: under secrets. ${meta.description}` }];
      const fallback = meta.fallback ? ` (default: ${meta.fallback})` : '';
      return [name, { description: `${meta.description}${fallback}`, ...formSchema(meta.form) }];
    }),
  ),
});

/** Where the values of variables come from that are not in the chart's values. */
export const secretsSchema = (): JsonSchema => ({
  type: 'object',
  additionalProperties: false,
  properties: Object.fromEntries(
    Object.entries(environmentSchema.shape)
      .filter(([name]) => name !== 'REGIE_ENV')
      .map(([name, schema]) => [
        name,
        { description: variables.get(schema)?.description, $ref: '#/definitions/secretPlace' },
      ]),
  ),
});
