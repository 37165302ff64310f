import { type OutsideGate, quarantined } from '../../application/shared/outside-gate.ts';
import type { Adapters } from '../container/inputs/adapters.ts';

/**
 * The ports through which anything is changed, or said to anybody, outside of this installation. The provider of
 * identities, introspection and the directory of organizations are only read from, and stay open.
 */
const OUTSIDE = [
  'mailProvisioner',
  'mailer',
  'webhookSender',
  'signOutNotifier',
] as const satisfies readonly (keyof Adapters)[];

/** The same adapters, some of which call nobody while the gate is closed: `installation.quarantined`. */
export function guardOutside<Given extends Partial<Adapters>>(adapters: Given, gate: OutsideGate): Given {
  const guarded = OUTSIDE.flatMap((name) => {
    const port = adapters[name];
    return port === undefined ? [] : [[name, guard(port, gate)]];
  });
  return { ...adapters, ...Object.fromEntries(guarded) };
}

/** Methods of a port answer later: a refusal is a rejection. */
function guard<Port extends object>(port: Port, gate: OutsideGate): Port {
  return new Proxy(port, {
    // The methods run on the port itself, whose private members are no members of this proxy. None is kept: a port may
    // lead to another one from call to call.
    get: (target, key) => {
      const value: unknown = Reflect.get(target, key, target);
      if (typeof value !== 'function') return value;
      return (...given: unknown[]): unknown =>
        gate.isClosed ? Promise.reject(quarantined()) : Reflect.apply(value, target, given);
    },
  });
}
