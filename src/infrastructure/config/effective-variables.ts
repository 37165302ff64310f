import { PROVISIONING_SYSTEMS, USUAL_PROVISIONING_SYSTEM } from '../provisioning-systems.ts';
import { environmentSchema } from './environment-schema.ts';
import { idleVariables } from './idle-variables.ts';
import { findValue, type ValueSource } from './read-environment.ts';
import { variables } from './values/variable.ts';

/** A setting as it counts now. */
export type EffectiveVariable = Readonly<{
  name: string;
  /** Undefined where it is not set and has no default, and where it is secret. */
  value: string | undefined;
  isSecret: boolean;
  source: ValueSource | 'default';
  /** The variable that it was read from: its own name or another one of it. */
  readFrom: string | undefined;
  /** It is not used, since another provisioning system is chosen. */
  isIdle: boolean;
}>;

/** Every setting in the order of `.env.example`: its value as text, and where that comes from. */
export function effectiveVariables(
  given: Readonly<Record<string, string | undefined>>,
): readonly EffectiveVariable[] {
  const idle = idleVariables(
    PROVISIONING_SYSTEMS,
    USUAL_PROVISIONING_SYSTEM,
    given['MAIL_PROVISIONING_SYSTEM'],
  );
  return Object.entries(environmentSchema.shape).map(([name, schema]) => {
    const meta = variables.get(schema);
    const found = findValue(name, meta, given, given['REGIE_ENV'] === 'dev');
    const { value = meta?.fallback } = found;
    const isSecret = meta?.secret === true;
    return {
      name,
      value: isSecret || value === '' ? undefined : value,
      isSecret,
      source: found.source === 'unset' && meta?.fallback ? 'default' : found.source,
      readFrom: found.readFrom,
      isIdle: idle.has(name),
    };
  });
}
