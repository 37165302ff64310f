declare const brand: unique symbol;

/** A value of type `T` that only a `Name` may stand for. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };
