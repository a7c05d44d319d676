import type { Clock } from '../clock.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** What is needed to send a body: the clock it is timed by, and the signal that ends it. */
export interface Line {
  readonly clock: Clock;
  readonly signal: AbortSignal | undefined;
}

/** As Node words a body whose connection was lost. */
const connectionLost = (): TypeError => new TypeError('terminated');

/** Chunks are made as they are read, so that no more than one is in memory; `cancel` ends them. */
function bodyOf(next: (abort: AbortSignal) => Promise<Bytes | undefined>): ReadableStream<Bytes> {
  const ended = new AbortController();
  return new ReadableStream<Bytes>(
    {
      async pull(controller) {
        const chunk = await next(ended.signal);
        if (ended.signal.aborted) return;
        if (chunk) controller.enqueue(chunk);
        else controller.close();
      },
      cancel: () => ended.abort(),
    },
    { highWaterMark: 0 },
  );
}

const never = (signal: AbortSignal): Promise<undefined> =>
  new Promise((resolve) => signal.addEventListener('abort', () => resolve(undefined), { once: true }));

/** One byte, then silence. */
export function stalledBody(bytes: Bytes): ReadableStream<Bytes> {
  let sent = false;
  return bodyOf(async (ended) => {
    if (sent) return never(ended);
    sent = true;
    return bytes.slice(0, 1);
  });
}

/** One byte a second. */
export function slowBody(bytes: Bytes, { clock }: Line): ReadableStream<Bytes> {
  let sent = 0;
  return bodyOf(async (ended) => {
    if (sent === bytes.byteLength) return undefined;
    try {
      await clock.sleep(1000, ended);
    } catch {
      return undefined;
    }
    sent += 1;
    return bytes.slice(sent - 1, sent);
  });
}

/** The first `length` bytes, then a lost connection. */
export function brokenBody(bytes: Bytes, length: number): ReadableStream<Bytes> {
  let sent = false;
  return bodyOf(async () => {
    if (sent) throw connectionLost();
    sent = true;
    return bytes.slice(0, length);
  });
}

/** `start`, then blanks (which JSON allows anywhere), `length` bytes in all. */
export function blankBody(start: Bytes, length: number): ReadableStream<Bytes> {
  const blanks = new Uint8Array(64 * 1024).fill(0x20);
  let left = length;
  let chunks = 0;
  return bodyOf(async () => {
    const next = chunks === 0 && start.byteLength > 0 ? start : blanks;
    const part = next.slice(0, Math.min(left, next.byteLength));
    left -= part.byteLength;
    chunks += 1;
    // Reading in process runs in microtasks only: without a pause no timer, and so no deadline, would ever fire.
    if (chunks % 16 === 0) await new Promise((resolve) => setTimeout(resolve));
    return part.byteLength > 0 ? part : undefined;
  });
}
