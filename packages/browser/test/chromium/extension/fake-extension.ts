// The part of the extension API that the store uses, as Chromium's is: JSON only, and in the memory of the browser.

export interface FakeExtension {
  /** What lies in `storage.session`. */
  readonly items: Map<string, string>;
  /** What every use of `storage.session` rejects with. */
  refuse?: Error | undefined;
}

/** Puts the API where a background finds it, and returns what the tests change about it. */
export function fakeExtension(): FakeExtension {
  const fake: FakeExtension = { items: new Map() };
  const use = async <T>(work: () => T): Promise<T> => {
    await new Promise((resolve) => setTimeout(resolve, 0));
    if (fake.refuse) throw fake.refuse;
    return work();
  };
  Object.assign(globalThis, {
    chrome: {
      runtime: { id: 'test', getManifest: () => ({}) },
      storage: {
        session: {
          get: (key: string) =>
            use(() => (fake.items.has(key) ? { [key]: JSON.parse(fake.items.get(key) ?? '') } : {})),
          set: (items: Record<string, unknown>) =>
            use(() => {
              for (const [key, value] of Object.entries(items)) fake.items.set(key, JSON.stringify(value));
            }),
          remove: (key: string) => use(() => void fake.items.delete(key)),
        },
      },
    },
  });
  return fake;
}
