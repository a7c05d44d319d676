import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { onTestFinished } from 'vitest';

/** A way to a server that can lose an answer. */
export interface Relay {
  readonly port: number;
  /** Whether it has. */
  readonly cut: boolean;
}

/**
 * Listens on a port and passes everything on to another, except the first answer that `loses` wants lost: then the
 * connection ends instead. It is gone when the test is over.
 */
export async function startRelay(target: number, loses: (answer: string) => boolean): Promise<Relay> {
  let cut = false;
  const relay = createServer((near) => {
    const far = connect(target, '127.0.0.1');
    const end = (): void => void [near, far].map((socket) => socket.destroy());
    for (const socket of [near, far]) socket.on('close', end).on('error', end);
    near.pipe(far);
    far.on('data', (chunk) => {
      if (cut || !loses(chunk.toString('latin1'))) near.write(chunk);
      else {
        cut = true;
        end();
      }
    });
  });
  relay.listen(0, '127.0.0.1');
  await once(relay, 'listening');
  onTestFinished(() => void relay.close());
  const address = relay.address();
  return {
    port: typeof address === 'object' ? (address?.port ?? 0) : 0, // only a pipe's is a string
    get cut() {
      return cut;
    },
  };
}
