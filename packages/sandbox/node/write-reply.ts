import type { ServerResponse } from 'node:http';
import { notesOf } from '../src/reply-notes.ts';
import { gzipBomb } from './gzip-bomb.ts';

/**
 * Writes a reply as it stands: its own `Date` or none, its status text, its `Content-Length` even if that is a
 * lie. A body that breaks off takes the connection with it.
 */
export async function writeReply(reply: Response, outgoing: ServerResponse): Promise<void> {
  const { status, statusText, headers } = reply;
  outgoing.sendDate = false;
  outgoing.writeHead(status, statusText, [...headers].flat());
  // A body may never come: who waits for it must have the headers.
  outgoing.flushHeaders();
  const { bomb } = notesOf(reply);
  if (bomb || outgoing.req.method === 'HEAD') await reply.body?.cancel();
  else if (reply.body) await writeBody(reply.body, outgoing);
  if (bomb) await written(gzipBomb(bomb), outgoing);
  outgoing.end();
}

async function writeBody(body: ReadableStream<Uint8Array>, outgoing: ServerResponse): Promise<void> {
  const reader = body.getReader();
  outgoing.once('close', () => void reader.cancel().catch(() => {}));
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      await written(part.value, outgoing);
    }
  } catch {
    // What was written has still to arrive: end the connection behind it, without ending the body.
    outgoing.socket?.destroySoon();
  }
}

/** Resolves when the bytes have left: Node holds a chunk back until the next tick, and a broken body ends before it. */
function written(bytes: Uint8Array, outgoing: ServerResponse): Promise<void> {
  return new Promise((resolve, reject) => {
    outgoing.write(bytes, (error) => (error ? reject(error) : resolve()));
  });
}
