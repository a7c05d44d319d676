import type { ServicePort } from './suite/service-port.ts';

/** A case that a runtime cannot pass, and why. It is run all the same: one that passes after all is a stale entry. */
export interface Unsupported {
  readonly runtime: string;
  /** Absent: in both. */
  readonly mode?: ServicePort['mode'];
  readonly name: string;
  readonly reason: string;
}

/** Everything that the suite does not hold for, on the runtimes it runs on. */
export const unsupported: readonly Unsupported[] = [];
