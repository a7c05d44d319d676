import type { Fault, Sandbox } from '../src/index.ts';
import { adasSandbox, base, loginRequest } from './people.ts';

/** A sandbox that meets its first login with a fault, and the reply to that. */
export async function logInWith(
  fault: Fault,
  init: RequestInit = {},
): Promise<{ sandbox: Sandbox; reply: Response; keys: () => number }> {
  const sandbox = adasSandbox({ faults: [fault] });
  const reply = await sandbox.fetch(`${base}/authorize`, { ...loginRequest, redirect: 'manual', ...init });
  return { sandbox, reply, keys: () => sandbox.keys.list().length };
}

/** What arrives of a body until it ends, breaks off or has `most` bytes. */
export async function readSome(
  reply: Response,
  most: number,
): Promise<{ bytes: number; text: string; end: string }> {
  const reader = reply.body?.getReader();
  let [bytes, text] = [0, ''];
  try {
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
      bytes += part.value.byteLength;
      if (bytes < 10_000) text += new TextDecoder().decode(part.value);
      if (bytes < most) continue;
      await reader?.cancel();
      return { bytes, text, end: 'cancelled' };
    }
    return { bytes, text, end: 'complete' };
  } catch (error) {
    return { bytes, text, end: error instanceof TypeError ? error.message : 'wrong' };
  }
}
