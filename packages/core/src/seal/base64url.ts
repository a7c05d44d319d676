/** Bytes as unpadded base64url, RFC 4648 §5. */
export function encodeBase64url(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/**
 * Bytes from unpadded base64url, or `null` unless this is exactly how {@link encodeBase64url} writes them. `atob`
 * ignores the spare bits of the last character and any white space, so that a changed text could decode to the same.
 */
export function decodeBase64url(text: string): Uint8Array<ArrayBuffer> | null {
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
    return encodeBase64url(bytes) === text ? bytes : null;
  } catch {
    return null; // not base64 at all
  }
}
