import type { Perform } from '../call/perform.ts';
import type { ServiceTime } from '../call/service-time.ts';
import type { Trace } from '../call/trace.ts';
import type { Clock } from '../clock.ts';
import type { BestEffortLock } from '../locks/best-effort-lock.ts';
import type { GuardedStore } from './guarded-store.ts';
import type { SessionEvents } from './session-events.ts';

/** What the parts of a client's session share. Each asks for those that it uses. */
export interface SessionParts {
  readonly clock: Clock;
  readonly time: ServiceTime;
  readonly profile: string;
  readonly store: GuardedStore;
  readonly lock: BestEffortLock;
  readonly perform: Perform;
  readonly events: SessionEvents;
  readonly trace: Trace | undefined;
  /** Keeps work that no call waits for; `close()` does. */
  readonly background: (work: Promise<unknown>) => void;
}
