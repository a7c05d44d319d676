import type { Slot } from './key-store.ts';

/** 32 hex digits of all that tells a slot from others, for media whose names know no upper case, or not every character. */
export async function slotDigest({ origin, profile, kind }: Slot): Promise<string> {
  const text = new TextEncoder().encode(JSON.stringify([origin, profile, kind]));
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', text), 0, 16);
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
