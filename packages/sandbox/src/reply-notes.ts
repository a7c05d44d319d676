/** A body of `start` and then blanks, `length` bytes in all. */
export interface Bomb {
  readonly start: Uint8Array;
  readonly length: number;
}

/** What a `Response` cannot say about itself, for code that turns it into bytes or shows it to a caller. */
export interface ReplyNotes {
  /** What the body decodes to; on the wire it should be gzip within gzip. */
  readonly bomb?: Bomb;
  /** A caller with `redirect: 'manual'` should see an opaque redirect. */
  readonly opaque?: boolean;
}

// Registered, so that two copies of this module (two bundles, two versions) understand each other.
const notes: unique symbol = Symbol.for('@turbosmtp-auth/sandbox.reply-notes');

export function annotate(reply: Response, note: ReplyNotes): Response {
  return Object.defineProperty(reply, notes, { value: note });
}

export function notesOf(reply: Response & { [notes]?: ReplyNotes }): ReplyNotes {
  return reply[notes] ?? {};
}
