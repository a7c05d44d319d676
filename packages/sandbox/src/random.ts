/** `bytes` random bytes as lower-case hex. Called per request only: some runtimes forbid randomness at load. */
export function randomHex(bytes: number): string {
  const values = crypto.getRandomValues(new Uint8Array(bytes));
  return Array.from(values, (value) => value.toString(16).padStart(2, '0')).join('');
}

/**
 * `bytes` random bytes as standard base64. Reset tokens use it on purpose: `+`, `/` and `=` break in a URL
 * unless the client encodes them, and encodes them once.
 */
export function randomBase64(bytes: number): string {
  return btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(bytes))));
}
