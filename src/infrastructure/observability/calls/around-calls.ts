/**
 * The same port, each of whose calls is made by `around`, which is given the name of the method and gives back the answer.
 */
export function aroundCalls<Port extends object>(
  port: Port,
  around: (operation: string, call: () => unknown) => unknown,
): Port {
  const wrapped = new Map<PropertyKey, unknown>();
  return new Proxy(port, {
    // The methods run on the port itself, whose private members are no members of this proxy.
    get: (target, key) => {
      const value: unknown = Reflect.get(target, key, target);
      if (typeof value !== 'function' || typeof key !== 'string') return value;
      const known = wrapped.get(key);
      if (known !== undefined) return known;
      const call = (...given: unknown[]): unknown => around(key, () => Reflect.apply(value, target, given));
      wrapped.set(key, call);
      return call;
    },
  });
}
