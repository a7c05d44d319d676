import type { ClientEvent, Session } from './session-view.ts';

type Listener = (session: Session | null) => void;

/** Who listens to which event. */
export interface SessionEvents {
  on(event: ClientEvent, listener: Listener): () => void;
  emit(event: ClientEvent, session: Session | null): void;
}

export function createSessionEvents(): SessionEvents {
  const listeners = new Map<ClientEvent, Set<Listener>>();
  return {
    on: (event, listener) => {
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
