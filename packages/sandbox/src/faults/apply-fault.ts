import { annotate } from '../reply-notes.ts';
import { blankBody, brokenBody, type Line, slowBody, stalledBody } from './delivery.ts';
import { type Draft, draftReply } from './draft.ts';
import { connectionLost, connectionRefused } from './dropped-connection.ts';
import type { AnsweringFault, DropFault, Fault } from './fault.ts';
import { secretsOf } from './secrets.ts';

/** The statuses whose replies have no body, so that `Response` refuses one. */
const bodiless = [204, 205, 304];

/** The faults that mistreat the service's own reply, and therefore let it handle the request. */
const mistreating: readonly Fault['kind'][] = ['stalled', 'slow', 'wrongLength'];

/** Answers a request as a fault wants it, with `handle` for the service's own part in it. */
export async function applyFault(
  fault: Fault,
  request: Request,
  handle: () => Promise<Response>,
  line: Line,
): Promise<Response> {
  const { latency = 0, replyLatency = 0 } = fault;
  if (latency > 0) await line.clock.sleep(latency, line.signal);
  const reply = await replyTo(fault, request, handle, line);
  if (replyLatency > 0) await line.clock.sleep(replyLatency, line.signal);
  return reply;
}

async function replyTo(
  fault: Fault,
  request: Request,
  handle: () => Promise<Response>,
  line: Line,
): Promise<Response> {
  if (fault.kind === 'delay') return handle();
  if (fault.kind === 'drop') return drop(fault, handle);
  const secrets = fault.reflect ? await secretsOf(request) : [];
  const mistreats = mistreating.includes(fault.kind);
  const original = (fault.handled ?? mistreats) ? await handle() : undefined;
  const draft = await draftReply(fault, secrets, mistreats ? original : undefined);
  return deliver(fault, draft, line);
}

async function drop({ when }: DropFault, handle: () => Promise<Response>): Promise<Response> {
  if (when === 'connect') throw connectionRefused();
  if (when === 'before') throw connectionLost();
  const { status, headers, ...reply } = await readReply(await handle());
  if (when === 'after') throw connectionLost();
  const broken = brokenBody(reply.bytes, Math.floor(reply.bytes.byteLength / 2));
  return new Response(broken, { status, headers });
}

async function readReply(
  reply: Response,
): Promise<{ status: number; headers: Headers; bytes: Uint8Array<ArrayBuffer> }> {
  return { status: reply.status, headers: reply.headers, bytes: new Uint8Array(await reply.arrayBuffer()) };
}

function deliver(fault: AnsweringFault, { status, statusText, headers, text }: Draft, line: Line): Response {
  const bytes = new TextEncoder().encode(text);
  const reply = (body: BodyInit | null): Response =>
    new Response(bodiless.includes(status) ? null : body, { status, statusText, headers });
  switch (fault.kind) {
    case 'stalled':
      return reply(stalledBody(bytes));
    case 'slow':
      return reply(slowBody(bytes, line));
    case 'endless':
      return reply(blankBody(bytes, Infinity));
    case 'bomb': {
      const { bytes: length = 200_000_000 } = fault;
      headers.set('content-encoding', 'gzip, gzip');
      return annotate(reply(blankBody(bytes, length)), { bomb: { start: bytes, length } });
    }
    case 'wrongLength': {
      headers.set('content-length', String(fault.contentLength));
      if (fault.contentLength <= bytes.byteLength) return reply(bytes.slice(0, fault.contentLength));
      return reply(brokenBody(bytes, bytes.byteLength));
    }
    case 'redirect':
      return annotate(reply(bytes), { opaque: fault.opaque ?? false });
    default:
      return reply(bytes.byteLength > 0 ? bytes : null);
  }
}
