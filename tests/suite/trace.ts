import type { TraceEvent } from '@turbosmtp-auth/core';
import { type Case, theme } from './case.ts';
import { equal, ok, rejection } from './expect.ts';

const traced = (): { events: TraceEvent[]; trace: (event: TraceEvent) => void } => {
  const events: TraceEvent[] = [];
  return { events, trace: (event) => void events.push(event) };
};

export const trace: readonly Case[] = theme('trace', [
  {
    name: 'tells the requests of a call under one id, with path and status',
    async run({ account, createClient }) {
      const { events, trace } = traced();
      const client = createClient({ trace });
      await client.login(account);
      await client.fetch('/analytics?secret=1');
      const wire = events.filter((event) => event.type === 'request' || event.type === 'response');
      equal(
        wire.map((event) => [
          event.operation,
          event.type,
          event.type === 'request' ? event.path.replace('/api/v2', '') : event.status,
        ]),
        [
          ['login', 'request', '/authorize'],
          ['login', 'response', 200],
          ['fetch', 'request', '/analytics'],
          ['fetch', 'response', 200],
        ],
      );
      equal(new Set(wire.map(({ call }) => call)).size, 2, 'number of ids');
      ok(
        events.some((event) => event.type === 'login' && event.reason === 'asked'),
        'the login to be told',
      );
    },
  },
  {
    name: 'tells why a key was asked for',
    async run({ account, service, createClient }) {
      const { events, trace } = traced();
      const client = createClient({ trace, credentials: account });
      await client.fetch('/analytics');
      await service.advance(2 * 60 * 60_000);
      await client.fetch('/analytics');
      await service.revokeKeys();
      await client.fetch('/analytics');
      const reasons = events.flatMap((event) => (event.type === 'login' ? [event.reason] : []));
      equal(reasons, ['missing', 'expired', 'refused']);
    },
  },
  {
    name: 'tells retries and failures with their codes',
    async run({ account, service, createClient }) {
      const { events, trace } = traced();
      const client = createClient({ trace, retry: { attempts: 2 } });
      await client.login(account);
      await service.addFault({ kind: 'html', status: 503, times: 'always' });
      await rejection(client.verifyResetToken({ token: 'token' }));
      const told = events.flatMap((event) => {
        if (event.type === 'retry') return [`retry ${event.reason}`];
        return event.type === 'failure' ? [`failure ${event.code}`] : [];
      });
      equal(told, ['retry server_error', 'failure server_error']);
    },
  },
  {
    name: 'is heard by the tools of the runtime as well, if it has such tools',
    async run({ account, createClient, overhear }) {
      const { events, trace } = traced();
      const heard: unknown[] = [];
      const client = createClient({ trace });
      await client.login(account);
      const stop = overhear((message) => heard.push(message));
      if (!stop) return;
      events.length = 0;
      await client.fetch('/analytics');
      stop();
      const steps = heard.flatMap((message) => (Object(message).event ? [Object(message)] : []));
      ok(events.length > 0, 'events');
      equal(
        steps.map(({ event }) => event),
        events,
      );
      equal(
        new Set([...steps.map(({ context }) => context), ...heard.filter((each) => !steps.includes(each))])
          .size,
        1,
      );
    },
  },
  {
    name: 'that throws breaks no call',
    async run({ account, createClient }) {
      const client = createClient({
        trace: () => {
          throw new Error('from the listener');
        },
      });
      await client.login(account);
      equal((await client.fetch('/analytics')).status, 200);
    },
  },
]);
