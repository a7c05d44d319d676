/** A new generation for a record: random, so that no two writers share one. (`randomUUID` is missing on insecure pages.) */
export const newGeneration = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  );
