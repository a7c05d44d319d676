/** A new generation for a record: random, so that no two writers share one. (`randomUUID` is missing on insecure pages.) */
export const newGeneration = (): string => crypto.getRandomValues(new Uint32Array(4)).join('.');
