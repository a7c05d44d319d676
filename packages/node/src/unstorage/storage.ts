/**
 * What is used of a `Storage` of unstorage.
 *
 * @throws The errors of the driver, of which the store makes a {@link StorageError}.
 */
export interface UnstorageStorage {
  /** What lies under a key; `null`: nothing. */
  getItem(key: string): Promise<unknown>;
  /** Puts a text under a key. */
  setItem(key: string, value: string): Promise<void>;
  /** Takes away what lies under a key. */
  removeItem(key: string): Promise<void>;
  /** Which driver serves a key. */
  getMount(key: string): {
    /** The driver. */
    readonly driver: {
      /** As it calls itself. */
      readonly name?: string | undefined;
    };
  };
  /** Reports what changes, until the returned function is called. */
  watch(listener: (event: 'update' | 'remove', key: string) => unknown): Promise<() => unknown>;
}
