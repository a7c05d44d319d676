import type { ExtensionSender } from '../extension-api.ts';

/** Who asks. */
export interface Caller {
  /** A page of the extension, or a content script of it. */
  readonly context: 'page' | 'contentScript';
  /** Of the extension's own pages, or of the page that the content script runs in. */
  readonly origin: string;
  /** The tab that asks. Absent: it is no tab, such as a popup. */
  readonly tabId?: number;
  /** The frame that asks; 0 is the top of its tab. Absent: not known. */
  readonly frameId?: number;
}

/** What the extension is, to know its own pages. */
export interface Self {
  readonly id: string;
  /** Of its pages, such as `chrome-extension://…`. */
  readonly origin: string;
}

/**
 * Who opened a connection; `null`: one that may not ask for anything. The id is the same for every part of the extension.
 * The origin, which the browser fills in, tells a page from a content script, and the URL must agree with it.
 */
export function callerOf(
  { id, origin, url, frameId, tab }: ExtensionSender,
  self: Self,
  incognito: boolean,
): Caller | null {
  // A scheme of an extension has no origin by the URL standard: compare texts.
  if (id !== self.id || !origin || !url?.startsWith(`${origin}/`)) return null;
  const isPage = origin === self.origin;
  // A page of ours in a frame: the page around it may show it as something else.
  if (isPage && frameId) return null;
  if (!isPage && (!tab || !/^https?:/.test(origin))) return null;
  if (!isPage && tab?.incognito && !incognito) return null;
  return {
    context: isPage ? 'page' : 'contentScript',
    origin,
    ...(tab?.id !== undefined && { tabId: tab.id }),
    ...(frameId !== undefined && { frameId }),
  };
}
