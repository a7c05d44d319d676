/**
 * How a lost connection looks to who called `fetch`: as on Node, a `TypeError` whose cause has a code. Other runtimes
 * give the `TypeError` alone.
 */
function failed(code: string): TypeError {
  return new TypeError('fetch failed', {
    cause: Object.assign(new Error('The connection was dropped.'), { code }),
  });
}

export const connectionLost = (): TypeError => failed('ECONNRESET');
export const connectionRefused = (): TypeError => failed('ECONNREFUSED');
