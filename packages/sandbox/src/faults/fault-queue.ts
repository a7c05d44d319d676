import type { Fault, FaultMatch } from './fault.ts';
import { assertFault } from './fault-shape.ts';

/** The faults of a sandbox. */
export interface Faults {
  /**
   * Adds a fault behind those already there.
   *
   * @throws {InvalidShapeError} if it is not a fault.
   */
  add(fault: Fault): void;
  /** The faults that are not used up, with what is left of their `times` and `skip`. */
  list(): Fault[];
  /** Forgets all of them. */
  clear(): void;
}

export interface FaultQueue extends Faults {
  /** The fault the request meets, if any; it is used up by that much. */
  take(method: string, path: string, operation: string | undefined): Fault | undefined;
}

interface Pending {
  readonly fault: Fault;
  left: number;
  skip: number;
}

export function createFaults(): FaultQueue {
  let queue: Pending[] = [];
  return {
    add(fault) {
      assertFault(fault);
      const { times = 1, skip = 0 } = fault;
      queue.push({ fault: structuredClone(fault), left: times === 'always' ? Infinity : times, skip });
    },
    list: () =>
      queue.map(({ fault, left, skip }) => ({
        ...structuredClone(fault),
        times: left === Infinity ? 'always' : left,
        skip,
      })),
    clear() {
      queue = [];
    },
    take(method, path, operation) {
      for (const pending of queue) {
        if (!matches(pending.fault.match, method, path, operation)) continue;
        if (pending.skip > 0) {
          pending.skip -= 1;
          continue;
        }
        pending.left -= 1;
        if (pending.left === 0) queue = queue.filter((other) => other !== pending);
        return pending.fault;
      }
      return undefined;
    },
  };
}

function matches(
  match: FaultMatch = {},
  method: string,
  path: string,
  operation: string | undefined,
): boolean {
  if (match.operation !== undefined && match.operation !== operation) return false;
  if (match.method !== undefined && match.method.toUpperCase() !== method) return false;
  return match.path === undefined || match.path === path;
}
