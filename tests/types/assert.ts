/** Compiles only when every value of the second type is one of the first. */
export type Accepts<To, From extends To> = [To, From];

/** Compiles only when both are the same set of values. */
export type Same<A extends B, B extends C, C = A> = [A, B, C];
