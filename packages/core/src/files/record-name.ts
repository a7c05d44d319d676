import type { Slot } from '../key-store.ts';

/**
 * The name of a slot's file: readable, and with a hash of all that tells the slot from others, which also keeps
 * `Default` and `default` apart where the file system does not.
 */
export async function recordName({ origin, profile, kind }: Slot): Promise<string> {
  const text = new TextEncoder().encode(JSON.stringify([origin, profile, kind]));
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', text), 0, 16);
  const hex = Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${profile}.${kind}.${hex}.jwe`;
}
