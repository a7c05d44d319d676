import type { Account } from '../accounts.ts';
import type { Consumer } from '../consumers.ts';
import type { Fault } from '../faults/fault.ts';
import type { Sandbox } from '../sandbox.ts';
import { anInteger, assertShape, lastTime } from '../shape.ts';
import type { Switches } from '../switches.ts';
import openapi from './openapi.json' with { type: 'json' };

/** One part of the sandbox as a resource: what GET reads, POST changes and DELETE clears. Each answers what GET would. */
export interface Control {
  readonly path: string;
  read(sandbox: Sandbox): unknown;
  /** Takes any JSON value; throws InvalidShapeError when it is not the right one. */
  write?(sandbox: Sandbox, value: unknown): void;
  clear?(sandbox: Sandbox): void;
}

/** Adds one, or each of a list. */
function each<T>(value: unknown, add: (item: T) => void): void {
  // add() checks what it is given before anything else, so that the type is a promise it keeps itself.
  for (const item of Array.isArray(value) ? value : [value]) add(item as T);
}

export const controls: readonly Control[] = [
  {
    path: '/_sandbox/outbox',
    read: ({ outbox }) => ({ messages: outbox.list() }),
    clear: ({ outbox }) => outbox.clear(),
  },
  {
    path: '/_sandbox/requests',
    read: ({ requests }) => ({ requests: requests.list() }),
    clear: ({ requests }) => requests.clear(),
  },
  {
    path: '/_sandbox/clock',
    read: ({ clock }) => ({ now: clock.now() }),
    write({ clock }, value) {
      assertShape('change of the clock', value, { required: { advance: anInteger(0, lastTime) } });
      // The shape has just been asserted.
      clock.advance((value as { advance: number }).advance);
    },
  },
  {
    path: '/_sandbox/faults',
    read: ({ faults }) => ({ faults: faults.list() }),
    write: ({ faults }, value) => each<Fault>(value, faults.add),
    clear: ({ faults }) => faults.clear(),
  },
  {
    path: '/_sandbox/switches',
    read: ({ switches }) => ({ switches: switches.get() }),
    // set() checks what it is given.
    write: ({ switches }, value) => switches.set(value as Partial<Switches>),
  },
  {
    path: '/_sandbox/accounts',
    read: ({ accounts }) => ({ accounts: accounts.list() }),
    write: ({ accounts }, value) => each<Account>(value, accounts.add),
  },
  {
    path: '/_sandbox/consumers',
    read: ({ consumers }) => ({ consumers: consumers.list() }),
    write: ({ consumers }, value) => each<Consumer>(value, consumers.add),
  },
  {
    path: '/_sandbox/keys',
    read: ({ keys }) => ({ keys: keys.list() }),
    clear: ({ keys }) => keys.revokeAll(),
  },
  {
    path: '/_sandbox/reset',
    read: () => ({}),
    write: (sandbox) => sandbox.reset(),
  },
  {
    path: '/_sandbox/openapi.json',
    read: () => openapi,
  },
];
