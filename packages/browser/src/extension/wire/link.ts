/** One connection, as either side sees it. The protocol knows nothing else of how messages travel: each arrives once, in order, or the connection ends. */
export interface Link {
  /** Sends JSON. After the end it does nothing. */
  post(message: object): void;
  /** Says who hears the messages, and the end if the other side or the browser makes it. Called once, at once. */
  hear(message: (message: unknown) => void, end: () => void): void;
  /** Ends it from this side. */
  end(): void;
}
