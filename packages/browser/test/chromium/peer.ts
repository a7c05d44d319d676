import { onTestFinished } from 'vitest';
import type { Order } from './peer-worker.ts';

/** Another thread of the same origin, as a second tab is: it shares IndexedDB, Web Locks and channels, and no memory. */
export interface Peer {
  ask<T>(order: Order, onHeld?: () => void): Promise<T>;
  /** Ends it at once, as a crash would. */
  kill(): void;
}

export function startPeer(): Peer {
  const worker = new Worker(new URL('./peer-worker.ts', import.meta.url), { type: 'module' });
  onTestFinished(() => worker.terminate());
  return {
    ask: <T>(order: Order, onHeld?: () => void) =>
      new Promise<T>((resolve, reject) => {
        const { port1, port2 } = new MessageChannel();
        worker.onerror = (event) => reject(new Error(event.message || 'The worker did not start.'));
        port1.onmessage = ({ data }: MessageEvent<{ held?: true; result?: T; error?: string }>) => {
          if (data.held) onHeld?.();
          else if (data.error === undefined)
            resolve(data.result as T); // what the order's verb answers
          else reject(new Error(data.error));
        };
        worker.postMessage(order, [port2]);
      }),
    kill: () => worker.terminate(),
  };
}
