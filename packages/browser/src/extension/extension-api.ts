/** What is used of the extension API. Everything but `runtime` depends on permissions, and on where it is asked. */
export interface ExtensionApi {
  readonly runtime: {
    readonly id: string;
    getURL(path: string): string;
    connect(options: { name: string }): ExtensionPort;
    readonly onConnect: ExtensionEvent<(port: ExtensionPort) => void>;
    getManifest?(): { readonly incognito?: string };
    getPlatformInfo?(): Promise<unknown>;
    readonly lastError?: unknown;
  };
  readonly storage?: { readonly session?: SessionArea };
  readonly permissions?: { contains(wanted: { origins: string[] }): Promise<boolean> };
}

/** `storage.session`: JSON in the memory of the browser, for as long as that runs. */
export interface SessionArea {
  get(key: string): Promise<Readonly<Record<string, unknown>>>;
  set(items: Readonly<Record<string, unknown>>): Promise<void>;
  remove(key: string): Promise<void>;
}

interface ExtensionEvent<Listener> {
  addListener(listener: Listener): void;
  removeListener(listener: Listener): void;
}

/** One end of a connection between two parts of the extension. */
export interface ExtensionPort {
  readonly name: string;
  readonly sender?: ExtensionSender;
  postMessage(message: unknown): void;
  disconnect(): void;
  readonly onMessage: ExtensionEvent<(message: unknown) => void>;
  readonly onDisconnect: ExtensionEvent<() => void>;
}

/** Who opened a connection, as the browser says. */
export interface ExtensionSender {
  readonly id?: string;
  readonly origin?: string;
  readonly url?: string;
  readonly frameId?: number;
  readonly tab?: { readonly id?: number; readonly incognito?: boolean };
}

/** The extension API of this browser, if this is an extension. It is looked up at each use: nothing happens at import. */
export function extensionApi(): ExtensionApi | undefined {
  const { browser, chrome } = globalThis as {
    browser?: Partial<ExtensionApi>;
    chrome?: Partial<ExtensionApi>;
  }; // where they exist
  // A page may have an element called `browser`, and Chromium gives `chrome` without `runtime` to pages.
  for (const api of [browser, chrome]) if (api?.runtime?.id) return api as ExtensionApi;
  return undefined;
}
