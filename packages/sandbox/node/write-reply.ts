import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { notesOf } from '../src/reply-notes.ts';
import { compressTwice } from './compress-twice.ts';

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
  const body = notesOf(reply).bomb && reply.body ? compressTwice(reply.body) : reply.body;
  if (outgoing.req.method === 'HEAD') await body?.cancel();
  else if (body) await writeBody(body, outgoing);
  outgoing.end();
}

async function writeBody(body: ReadableStream<Uint8Array>, outgoing: ServerResponse): Promise<void> {
  const reader = body.getReader();
  const gone = new AbortController();
  outgoing.once('close', () => {
    gone.abort();
    void reader.cancel().catch(() => {});
  });
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      if (!outgoing.write(part.value)) await once(outgoing, 'drain', { signal: gone.signal });
    }
  } catch {
    // What was written has still to arrive: end the connection behind it, without ending the body.
    outgoing.socket?.destroySoon();
  }
}
