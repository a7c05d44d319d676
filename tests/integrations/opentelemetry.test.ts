import { context, type Span, SpanKind, SpanStatusCode } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import {
  InMemorySpanExporter,
  type ReadableSpan,
  SimpleSpanProcessor,
  type SpanProcessor,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { type Client, type ClientOptions, memoryKeyStore } from '@turbosmtp-auth/node';
import type { Fault } from '@turbosmtp-auth/sandbox';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { calls } from '../suite/calls.ts';
import { createTracedClient } from './plugs/opentelemetry.ts';
import { ada, type Service, startService } from './service.ts';

beforeAll(() => {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
});
afterAll(() => context.disable());

interface Traced {
  readonly service: Service;
  readonly client: Client;
  /** Does something within a span of the program's own. */
  within<T>(name: string, work: () => Promise<T>): Promise<T>;
  /** Those that ended, in the order in which they began. */
  spans(): ReadableSpan[];
}

async function traced(options: ClientOptions = { credentials: ada }): Promise<Traced> {
  const service = await startService();
  onTestFinished(() => service[Symbol.asyncDispose]());
  const exporter = new InMemorySpanExporter();
  // Times are too coarse to tell which span began first.
  const begun: string[] = [];
  const order: SpanProcessor = {
    onStart: (span) => void begun.push(span.spanContext().spanId),
    onEnd: () => undefined,
    forceFlush: async () => undefined,
    shutdown: async () => undefined,
  };
  const provider = new TracerProvider({ spanProcessors: [order, new SimpleSpanProcessor({ exporter })] });
  const tracer = provider.getTracer('test');
  const { baseUrl } = service;
  const client = createTracedClient(tracer, { baseUrl, keyStore: memoryKeyStore(), ...options });
  const within = <T>(name: string, work: () => Promise<T>): Promise<T> =>
    tracer.startActiveSpan(name, (span: Span) => work().finally(() => span.end()));
  const place = (span: ReadableSpan): number => begun.indexOf(span.spanContext().spanId);
  const spans = (): ReadableSpan[] => exporter.getFinishedSpans().toSorted((a, b) => place(a) - place(b));
  return { service, client, within, spans };
}

/** `parent > child` for each span. */
function tree(spans: ReadableSpan[]): string[] {
  const byId = new Map(spans.map((span) => [span.spanContext().spanId, span]));
  const label = (span: ReadableSpan): string =>
    [span.name, span.attributes['url.path'], span.attributes['http.response.status_code']]
      .filter((part) => part !== undefined)
      .join(' ');
  const path = (span: ReadableSpan): string => {
    const parent = byId.get(span.parentSpanContext?.spanId ?? '');
    return parent ? `${path(parent)} > ${label(span)}` : label(span);
  };
  return spans.map(path);
}

const eventsOf = (span: ReadableSpan | undefined): string[] | undefined =>
  span?.events.map(({ name }) => name);

test('a call is a span under that of the program, and each of its requests one under the call', async () => {
  const { client, service, within, spans } = await traced();
  await within('job', async () => {
    await client.fetch('/analytics?limit=1');
    service.sandbox.keys.revokeAll();
    await client.fetch('/suppressions', { method: 'POST', body: 'four' });
  });
  expect(tree(spans())).toEqual([
    'job',
    'job > turbosmtp fetch',
    'job > turbosmtp fetch > POST /authorize 200',
    'job > turbosmtp fetch > GET /analytics 200',
    'job > turbosmtp fetch',
    'job > turbosmtp fetch > POST /suppressions 401',
    'job > turbosmtp fetch > POST /authorize 200',
    'job > turbosmtp fetch > POST /suppressions 200',
  ]);
  expect(new Set(spans().map((span) => span.spanContext().traceId)).size).toBe(1);
  const requests = spans().filter(({ kind }) => kind === SpanKind.CLIENT);
  expect(requests.map(({ attributes }) => attributes['http.request.resend_count'])).toEqual([0, 0, 0, 0, 1]);
  const [first, second] = spans().filter(({ name }) => name === 'turbosmtp fetch');
  expect(first?.attributes['turbosmtp.call']).not.toBe(second?.attributes['turbosmtp.call']);
  expect(eventsOf(first)).toEqual(
    expect.arrayContaining(['turbosmtp.lock', 'turbosmtp.login', 'turbosmtp.store']),
  );
  expect(first?.events.find(({ name }) => name === 'turbosmtp.login')?.attributes).toMatchObject({
    reason: 'missing',
  });
});

test('calls at the same time do not mix, and joined callers share the requests of the first', async () => {
  const { client, spans } = await traced();
  await Promise.all([client.fetch('/analytics'), client.fetch('/suppressions')]);
  const calls = spans().filter(({ name }) => name === 'turbosmtp fetch');
  const childrenOf = (call: ReadableSpan): unknown[] =>
    spans()
      .filter(({ parentSpanContext }) => parentSpanContext?.spanId === call.spanContext().spanId)
      .map(({ attributes }) => attributes['url.path']);
  expect(calls.map(childrenOf).toSorted()).toEqual([['/authorize', '/analytics'], ['/suppressions']]);
});

test('a repeated request is a span each, with what came in between', async () => {
  const { client, service, spans } = await traced();
  await client.apiKey();
  service.sandbox.faults.add({ kind: 'html', match: { operation: 'verifyResetToken' } });
  service.sandbox.faults.add({ kind: 'drop', when: 'before', match: { operation: 'verifyResetToken' } });
  expect(await client.verifyResetToken({ token: 'unknown' })).toBe(false);
  const call = spans().find(({ name }) => name === 'turbosmtp verifyResetToken');
  const requests = spans().filter(
    ({ parentSpanContext }) => parentSpanContext?.spanId === call?.spanContext().spanId,
  );
  expect(
    requests.map(({ attributes, status }) => [
      attributes['http.request.resend_count'],
      attributes['http.response.status_code'] ?? attributes['error.type'],
      status.code,
    ]),
  ).toEqual([
    [0, 502, SpanStatusCode.ERROR],
    [1, 'network', SpanStatusCode.ERROR],
    [2, 403, SpanStatusCode.ERROR],
  ]);
  expect(
    call?.events.filter(({ name }) => name === 'turbosmtp.retry').map(({ attributes }) => attributes),
  ).toEqual([
    { delay: expect.any(Number), reason: 'server_error' },
    { delay: expect.any(Number), reason: 'network' },
  ]);
  expect(call?.status.code).toBe(SpanStatusCode.UNSET); // false is an answer
});

test('a failed call says its code, and an aborted one leaves no span open', async () => {
  const { client, service, spans } = await traced({});
  await expect(client.login({ ...ada, password: 'Battery-Staple-8' })).rejects.toThrow();
  const failed = spans().find(({ name }) => name === 'turbosmtp login');
  expect(failed?.attributes['error.type']).toBe('wrong_credentials_specified');
  expect(failed?.status).toEqual({ code: SpanStatusCode.ERROR });
  expect(eventsOf(failed)?.at(-1)).toBe('turbosmtp.failure');

  service.sandbox.faults.add({ kind: 'stalled', match: { operation: 'login' } });
  const before = spans().length;
  const leaving = new AbortController();
  const asked = service.logins();
  const left = expect(client.login(ada, { signal: leaving.signal })).rejects.toThrow();
  await expect.poll(() => service.logins()).toBeGreaterThan(asked);
  leaving.abort();
  await left;
  expect(
    spans()
      .slice(before)
      .map(({ attributes }) => attributes['error.type']),
  ).toEqual(['aborted', 'unanswered']);
});

test('no secret is in any span', async () => {
  const { client, service, spans } = await traced({});
  const secrets: string[] = [ada.password];
  const newPassword = 'Brand-New-Horse-1';
  secrets.push(newPassword, 'Battery-Staple-8', 'query-secret', 'body-secret', 'header-secret');

  await client.login({ ...ada, password: 'Battery-Staple-8' }).catch(() => undefined);
  await client.login(ada);
  secrets.push(await client.apiKey());
  await client.requestPasswordReset({ email: ada.email });
  const token = service.sandbox.outbox.list()[0]?.token ?? expect.unreachable();
  secrets.push(token);
  await client.verifyResetToken({ token });
  const call = {
    method: 'POST',
    body: 'body-secret',
    headers: { 'x-secret': 'header-secret' },
  };
  await client.fetch('/analytics?key=query-secret', call);
  const faults: Fault[] = [
    { kind: 'html' },
    { kind: 'malformedJson' },
    { kind: 'code', code: 'new_code' },
    { kind: 'redirect', location: service.elsewhere },
    { kind: 'drop', when: 'during' },
  ];
  for (const fault of faults) {
    service.sandbox.faults.add({
      ...fault,
      times: 'always',
      ...(fault.kind !== 'drop' && { reflect: true }),
    });
    await client.fetch('/analytics?key=query-secret', call).catch(() => undefined);
    await client.verifyResetToken({ token }).catch(() => undefined);
    await client.changePassword({ currentPassword: ada.password, newPassword }).catch(() => undefined);
    await client.resetPassword({ token, newPassword }).catch(() => undefined);
    service.sandbox.faults.clear();
  }
  await client.logout();

  const told = JSON.stringify(
    spans().map(({ name, attributes, events, status, links }) => ({
      name,
      attributes,
      events,
      status,
      links,
    })),
  );
  expect(spans().length).toBeGreaterThan(30);
  for (const secret of secrets) expect(told).not.toContain(secret);
});

test('every verb of the client is a span', async () => {
  const { client, spans } = await traced();
  // A refused call is a span as well.
  for (const call of Object.values(calls)) await call(client, ada).catch(() => undefined);
  const names = new Set(spans().map(({ name }) => name));
  expect([...names]).toEqual(expect.arrayContaining(Object.keys(calls).map((name) => `turbosmtp ${name}`)));
});
