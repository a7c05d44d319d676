import { type Signal, signal } from '@preact/signals';
import type { ClientEvent, KeyStoreDescription, Session } from '@turbosmtp-auth/browser';
import type { Fault, Mail, Switches } from '@turbosmtp-auth/sandbox';
import type { FlowId, Told, Values } from '../flows/flow.ts';
import type { Bench, BenchSettings } from '../service/bench.ts';
import type { Exchange } from '../service/recorder.ts';
import { demoAccount } from '../service/sandbox.ts';
import type { Traced } from '../service/timeline.ts';

/** How the last run of a flow stands. */
export type Result =
  | { readonly state: 'busy'; readonly cancel: () => void }
  | { readonly state: 'done'; readonly told: Told }
  /** `values`: what the form held then. */
  | { readonly state: 'failed'; readonly error: unknown; readonly values: Values };

/** Something that the client told of by itself. */
export interface Happening {
  readonly id: number;
  readonly event: ClientEvent;
  readonly at: number;
}

export type Drafts = Readonly<Partial<Record<FlowId, Values>>>;

/** What the forms hold in the beginning: in the sandbox an account that works, else nothing of anybody's. */
export const draftsFor = (service: 'sandbox' | 'live'): Drafts => {
  const { email, password } = service === 'sandbox' ? demoAccount : { email: '', password: '' };
  return {
    login: { email, password },
    settlePasswordChange: { email, currentPassword: password },
    fetch: { method: 'GET', path: '/analytics', query: 'limit=1' },
    changePassword: { currentPassword: password },
    requestPasswordReset: { email },
    createConsumerKey: { permissions: 'APIS' },
  };
};

export const bench: Signal<Bench | null> = signal(null);
/** What was chosen; the client that goes with it may be a moment behind. */
export const settings: Signal<BenchSettings | null> = signal(null);
export const active: Signal<FlowId> = signal('login');
export const drafts: Signal<Drafts> = signal(draftsFor('sandbox'));
export const results: Signal<Readonly<Partial<Record<FlowId, Result>>>> = signal({});
export const exchanges: Signal<readonly Exchange[]> = signal([]);
/** Events of the client's calls, the latest last. */
export const traced: Signal<readonly Traced[]> = signal([]);
export const happenings: Signal<readonly Happening[]> = signal([]);

/** `undefined`: not known yet. */
export const session: Signal<Session | null | undefined> = signal(undefined);
export const store: Signal<KeyStoreDescription | null> = signal(null);
/** The time of the clock that the client goes by. */
export const now: Signal<number> = signal(Date.now());
export const outbox: Signal<readonly Mail[]> = signal([]);
export const faults: Signal<readonly Fault[]> = signal([]);
/** Which switch the waiting faults are from. */
export const armedFault: Signal<string | null> = signal(null);
/** How the sandbox answers what nobody knows of the service; `null`: not read yet. */
export const answers: Signal<Switches | null> = signal(null);
/** How many keys the sandbox would accept. */
export const liveKeys: Signal<number> = signal(0);

/** Until when the client sends nothing more of what was refused, on its clock; 0: it does not wait. */
export const waitsUntil: Signal<number> = signal(0);
/** The flow that runs by itself once the wait is over. */
export const queued: Signal<FlowId | null> = signal(null);

/** Whether all that the page has is kept for a reload; `never`: this browser does not let it. */
export const kept: Signal<'yes' | 'soon' | 'never'> = signal('soon');

/** What a run said, if somebody signed in or out since. */
function earlierOf(flow: FlowId): string | undefined {
  if (flow === 'login' && session.value === null) return 'Earlier: signed in. Now signed out.';
  if (flow === 'logout' && session.value) return 'Earlier: signed out. Now signed in.';
  return undefined;
}

/** The result of a flow, marked if it no longer holds. */
export function shownResult(flow: FlowId): Result | undefined {
  const result = results.value[flow];
  const summary = result?.state === 'done' ? earlierOf(flow) : undefined;
  if (result?.state !== 'done' || summary === undefined) return result;
  return { state: 'done', told: { ...result.told, summary, tone: 'earlier' } };
}

/** Sets one field of one form. */
export function draft(flow: FlowId, name: string, value: string): void {
  drafts.value = { ...drafts.value, [flow]: { ...drafts.value[flow], [name]: value } };
}
