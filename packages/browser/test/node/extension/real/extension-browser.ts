/** A browser to put extensions into. The cases know no more of a browser than this. */
export interface ExtensionBrowser {
  /** Its name and version, as it says itself. */
  readonly version: string;
  /** The folder where it keeps what it writes. */
  readonly profile: string;
  /** Whether content scripts of before a reload go on. Otherwise the browser ends them, and runs new ones in their place. */
  readonly keepsOldScripts: boolean;
  /** Puts an extension in, which may also run in private windows. */
  install(directory: string): Promise<InstalledExtension>;
  /** Opens a page of the web in a tab, and waits until it has loaded. */
  openTab(url: string): Promise<Page>;
  /** Ends the browser, and leaves what it wrote for {@link remove}. */
  close(): Promise<void>;
  /** Removes the profile. */
  remove(): Promise<void>;
}

/** An extension in a browser. Nothing here attaches to its background, which ends and begins as it does with a user. */
export interface InstalledExtension {
  /** Such as `chrome-extension://…`. */
  readonly origin: string;
  /** Opens one of its pages in a tab. */
  openTab(path: string): Promise<Page>;
  /** Opens its popup in the window that has the focus. */
  openPopup(): Promise<Page>;
  /** Opens its popup in a window of its own. */
  openPopupInNewWindow(): Promise<Page>;
  /** Opens its options where the browser embeds them. */
  openEmbeddedOptions(): Promise<Page>;
  /** Opens a page of the web in a private window. */
  openPrivateTab(url: string): Promise<Page>;
  /** Whether its background runs. */
  isAwake(): boolean;
  /** Settles when the background has ended by itself. */
  asleep(): Promise<void>;
  /** Stops the background as the browser does with one that is idle, or has run for too long. */
  stopBackground(): Promise<void>;
  /** Agrees to a host as a user does, if a page of the extension asks for it next. */
  agreeTo(host: string): Promise<void>;
  /** Loads it again from its folder, as an update does, and waits until it is back. */
  reload(): Promise<void>;
  /** Removes it. */
  remove(): Promise<void>;
}

/** A page in a browser. */
export interface Page {
  /** The value of an expression, as JSON. A promise is waited for. */
  evaluate<T>(expression: string): Promise<T>;
  /** The frame in it that shows a page of another origin. */
  frame(url: string): Promise<Page>;
  close(): Promise<void>;
}
