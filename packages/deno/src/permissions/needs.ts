import type { Permission } from './permission.ts';

// A registered symbol, so that a store of one copy of this package is known to another.
const needsOf: unique symbol = Symbol.for('@turbosmtp-auth/deno/needs');

/** Says what a store or a lock needs. Answers the same store or lock. */
export function withNeeds<Part extends object>(part: Part, needs: readonly Permission[]): Part {
  Object.defineProperty(part, needsOf, { value: needs }); // no spread copies it
  return part;
}

/** What a store or a lock said that it needs; of one that is not of this package, nothing is known. */
export const needsFor = (part: object | undefined): readonly Permission[] =>
  (part as { readonly [needsOf]?: readonly Permission[] } | undefined)?.[needsOf] ?? []; // what `withNeeds` put there
