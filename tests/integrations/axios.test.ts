import { inspect } from 'node:util';
import { createClient, memoryKeyStore } from '@turbosmtp-auth/node';
import { createSandbox } from '@turbosmtp-auth/sandbox';
import { serveSandbox } from '@turbosmtp-auth/sandbox/node';
import { expect, test } from 'vitest';
import { httpPort } from '../suite/http-port.ts';
import { runSuite } from '../suite/run-suite.ts';
import { integrationCases } from './cases.ts';
import { callsOfAxios } from './libraries.ts';
import { axiosOverHttp } from './plugs/axios-http.ts';

// The libraries that run on every runtime are part of the suite that runs there. This one needs Node.
const cases = integrationCases('axios over HTTP', {
  connect: (account, baseUrl) => callsOfAxios(axiosOverHttp(account, baseUrl)),
  sendsItself: true,
});

test.for(cases)('$name', async (one) => {
  await using server = await serveSandbox(createSandbox());
  const outcomes = await runSuite(
    [one],
    {
      createClient,
      parts: { keyStore: memoryKeyStore() },
      inspect: (value) => inspect(value, { showHidden: true, getters: true, depth: 20 }),
    },
    [httpPort(server.url)],
  );
  expect(outcomes.map(({ failure }) => failure)).toEqual([undefined]);
});
