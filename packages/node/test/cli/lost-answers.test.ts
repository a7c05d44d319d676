import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type CommandLine, commandLine, storeOf } from './command-line.ts';

/** A command line with a saved pair for a service that answers so. */
async function served(answer: RequestListener): Promise<{ line: CommandLine; api: readonly string[] }> {
  const line = await commandLine();
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = Object(server.address());
  const baseUrl = `http://127.0.0.1:${port}/api/v2`;
  const pair = { v: 1, kind: 'consumer', gen: 'x', key: 'a'.repeat(32), secret: 'b'.repeat(32) } as const;
  const slot = { origin: new URL(baseUrl).origin, profile: 'default', kind: 'consumer' } as const;
  await storeOf(line).set(slot, pair, null);
  return { line, api: ['api', '--consumer', '--base-url', baseUrl] };
}

const lostBodies: Readonly<Record<string, RequestListener>> = {
  'breaks off': (_, response) => {
    response.setHeader('content-length', '100');
    response.write('abc', () => response.destroy());
  },
  'is not what its encoding says': (_, response) => {
    response.setHeader('content-encoding', 'gzip');
    response.end('not gzip');
  },
  stalls: (_, response) => {
    response.write('{"a":');
  },
  'never begins': (_, response) => {
    response.flushHeaders();
  },
};

describe.each(Object.entries(lostBodies))('an answer whose body %s', (way, answer) => {
  const stalls = ['stalls', 'never begins'].includes(way);
  const whenLost = stalls ? 'timeout' : 'network';

  it.each([
    ['GET', 200, 5, whenLost],
    ['GET', 500, 5, whenLost],
    ['POST', 200, 7, 'outcome_unknown'],
    ['DELETE', 500, 7, 'outcome_unknown'],
    ['POST', 404, 5, whenLost],
  ])('to a %s with status %d ends with %d and %s', async (method, status, expected, code) => {
    const { line, api } = await served((request, response) => {
      response.statusCode = status;
      answer(request, response);
    });
    // Long enough for the call itself, also on a busy machine.
    const args = [...api, method, '/x', ...(stalls ? ['--timeout', '3'] : [])];
    const [{ code: ended, err }, asJson] = await Promise.all([line.run(args), line.json(args)]);
    expect(ended, err).toBe(expected);
    expect(err).not.toContain('Something went wrong');
    expect(asJson).toMatchObject({
      code: expected,
      object: { error: { code, operation: 'fetch', retryable: code !== 'outcome_unknown' } },
    });
  });
});

describe('an answer that comes slowly', () => {
  it.each([[['--timeout', '2.5']], [['--timeout', '9999999']]])('is printed whole: %j', async (timeout) => {
    const { line, api } = await served(async (_, response) => {
      for (const part of ['a', 'b', 'c', 'd']) {
        response.write(part);
        await wait(900);
      }
      response.end();
    });
    expect(await line.run([...api, '/x', ...timeout])).toEqual({ code: 0, out: 'abcd', err: '' });
  });

  it.each([
    ['GET', 200, 130],
    ['POST', 200, 7],
    ['POST', 400, 130],
  ])('to a %s with status %d and is interrupted ends with %d', async (method, status, expected) => {
    const { line, api } = await served((_, response) => {
      response.statusCode = status;
      response.write('abc');
    });
    const child = line.start([...api, method, '/x']);
    const ended = once(child, 'close');
    await once(child.stdout, 'data');
    child.kill('SIGINT');
    expect((await ended)[0]).toBe(expected);
  });
});
