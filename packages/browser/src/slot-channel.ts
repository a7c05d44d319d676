import { type Slot, slotKinds } from '@turbosmtp-auth/core';

/** Tells other tabs and workers of this origin which slot was written, and never what was written. */
export interface SlotChannel {
  report(slot: Slot): void;
  watch(listener: (slot: Slot) => void): () => void;
}

/** A channel that is open only while it has a listener, so that the browser can still freeze and keep the page. */
export function slotChannel(name: string): SlotChannel {
  const listeners = new Set<(slot: Slot) => void>();
  let channel: BroadcastChannel | undefined;

  const hear = ({ data }: MessageEvent<unknown>): void => {
    if (!isSlot(data)) return;
    for (const listener of listeners) listener(data);
  };

  return {
    report({ origin, profile, kind }) {
      try {
        // A channel does not hear itself: while it listens, its own writes must go through it.
        const sender = channel ?? new BroadcastChannel(name);
        sender.postMessage({ origin, profile, kind });
        if (sender !== channel) sender.close();
      } catch {
        // The record is written; a failed announcement must not undo that.
      }
    },
    watch(listener) {
      // A listener added twice is two listeners, each with its own end.
      const heard = (slot: Slot): void => listener(slot);
      listeners.add(heard);
      if (!channel && 'BroadcastChannel' in globalThis) {
        channel = new BroadcastChannel(name);
        channel.onmessage = hear;
        // Node's keeps its process alive otherwise. Pages that are rendered there use this adapter as well.
        (channel as BroadcastChannel & { unref?(): void }).unref?.();
      }
      return () => {
        listeners.delete(heard);
        if (listeners.size > 0) return;
        channel?.close();
        channel = undefined;
      };
    },
  };
}

/** Any script of the origin can post here. */
function isSlot(value: unknown): value is Slot {
  if (typeof value !== 'object' || value === null) return false;
  const { origin, profile, kind } = value as Partial<Record<keyof Slot, unknown>>; // an object has properties
  return (
    typeof origin === 'string' &&
    typeof profile === 'string' &&
    (slotKinds as readonly unknown[]).includes(kind)
  );
}
