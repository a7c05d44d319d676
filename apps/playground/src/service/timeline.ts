import type { TraceEvent } from '@turbosmtp-auth/browser';

/** An event of a call, and when it came, in milliseconds of a clock that only moves forward. */
export interface Traced {
  readonly event: TraceEvent;
  readonly at: number;
}

export type BarKind = 'store' | 'lock' | 'request' | 'retry' | 'login' | 'failure';

/** One step of a call: from when to when, in milliseconds since the call's first step began. */
export interface Bar {
  readonly kind: BarKind;
  readonly label: string;
  readonly from: number;
  readonly to: number;
}

/** What each event says of the time before it, or of a retry the time after it. */
function barOf({ event, at }: Traced, all: readonly Traced[]): Bar | undefined {
  switch (event.type) {
    case 'store':
      return { kind: 'store', label: `store: ${event.action}`, from: at - event.ms, to: at };
    case 'lock':
      return { kind: 'lock', label: event.held ? 'lock' : 'without lock', from: at - event.waited, to: at };
    case 'retry':
      return { kind: 'retry', label: `retry: ${event.reason}`, from: at, to: at + event.delay };
    case 'login':
      return { kind: 'login', label: `login: ${event.reason}`, from: at - event.ms, to: at };
    case 'failure':
      return { kind: 'failure', label: event.code, from: at, to: at };
    case 'request': {
      // To its answer; without one, to what came next.
      const later = all.slice(all.findIndex((one) => one.event === event) + 1);
      const answer = later.find(
        ({ event: next }) => next.type === 'response' && next.attempt === event.attempt,
      );
      const status = answer?.event.type === 'response' ? answer.event.status : undefined;
      const end = answer ?? later[0];
      return {
        kind: 'request',
        label: `${event.method} ${event.path}: ${status ?? (end ? 'no answer' : '…')}`,
        from: at,
        to: end?.at ?? at,
      };
    }
    default:
      return undefined; // the answer is the end of its request
  }
}

/** The steps of the last call, in the order in which they began. */
export function barsOf(
  traced: readonly Traced[],
): { operation: string; bars: readonly Bar[]; ms: number } | undefined {
  // The page asks for the session by itself, which reads the store and does nothing else.
  const last = traced.findLast(({ event }) => event.type !== 'store')?.event;
  if (!last) return undefined;
  const own = traced.filter(({ event }) => event.call === last.call);
  const bars = own.map((one) => barOf(one, own)).filter((bar) => bar !== undefined);
  const start = Math.min(...bars.map(({ from }) => from));
  const moved = bars
    .map((bar) => ({ ...bar, from: bar.from - start, to: bar.to - start }))
    .sort((one, other) => one.from - other.from);
  return { operation: last.operation, bars: moved, ms: Math.max(...moved.map(({ to }) => to)) };
}
