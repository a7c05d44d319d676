import { createStorage, type Driver, type Storage } from 'unstorage';
import { onTestFinished } from 'vitest';

/** A storage that ends with the test. */
export function storageOf(driver: Driver): Storage {
  const storage = createStorage({ driver });
  onTestFinished(() => storage.dispose());
  return storage;
}
