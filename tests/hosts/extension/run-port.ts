import type { Report } from '../../suite/run-suite.ts';
import type { Selection } from '../every-case.ts';

/** What the page asks of the background. */
export interface Asked {
  readonly origin: string;
  readonly only: Selection | undefined;
}

/** What the background answers, once. */
export type Answered = { readonly report: Report } | { readonly failure: string };

interface Event<Listener> {
  addListener(listener: Listener): void;
}

interface Port {
  postMessage(message: Asked | Answered): void;
  readonly onMessage: Event<(message: never) => void>;
  readonly onDisconnect: Event<() => void>;
}

/** What the two use of the extension API, which Firefox also calls `chrome`. */
export interface ExtensionApi {
  readonly runtime: {
    connect(): Port;
    readonly onConnect: Event<(port: Port) => void>;
    getPlatformInfo(): Promise<unknown>;
  };
}
