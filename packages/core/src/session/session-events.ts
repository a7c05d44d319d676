import { invalidInput } from '../errors/build.ts';
import { checkFunction } from '../errors/check-given.ts';
import type { ClientEvent, Session } from './session-view.ts';

type Listener = (session: Session | null) => void;

const events: readonly ClientEvent[] = ['login', 'renew', 'logout', 'expire', 'change'];

/** Who listens to which event. */
export interface SessionEvents {
  /** @throws {InvalidInputError} for any other event, and for a listener that is no function. */
  on(event: ClientEvent, listener: Listener): () => void;
  emit(event: ClientEvent, session: Session | null): void;
}

export function createSessionEvents(): SessionEvents {
  const listeners = new Map<ClientEvent, Set<Listener>>();
  return {
    on: (event, listener) => {
      if (!events.includes(event)) throw invalidInput('event', 'not_an_event');
      checkFunction('listener', listener);
      const own: Listener = (session) => listener(session); // the same function may listen twice
      const set = listeners.get(event) ?? new Set();
      listeners.set(event, set.add(own));
      return () => void set.delete(own);
    },
    emit: (event, session) => {
      for (const listener of listeners.get(event) ?? []) {
        try {
          listener(session);
        } catch (error) {
          // A listener's fault is its own: it must not undo a login, nor be lost.
          queueMicrotask(() => {
            throw error;
          });
        }
      }
    },
  };
}
