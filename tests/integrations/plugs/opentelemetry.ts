import { type Span, SpanKind, SpanStatusCode, type Tracer, trace } from '@opentelemetry/api';
import {
  type Client,
  type ClientOptions,
  createClient,
  isTurboSMTPAuthError,
  type OperationName,
  operations,
  type TraceEvent,
} from '@turbosmtp-auth/node';

export function createTracedClient(tracer: Tracer, options: ClientOptions = {}): Client {
  /** The requests of a call that have no answer yet, oldest first. */
  const waiting = new WeakMap<Span, Span[]>();

  const giveUp = (requests: Span[], reason: string): void => {
    for (const request of requests.splice(0)) {
      request.setAttribute('error.type', reason).setStatus({ code: SpanStatusCode.ERROR }).end();
    }
  };

  const onEvent = (event: TraceEvent): void => {
    const span = trace.getActiveSpan();
    const requests = span && waiting.get(span);
    if (!requests) return;
    const { call, operation, type, ...facts } = event;
    span.setAttribute('turbosmtp.call', call);
    if (event.type === 'request') {
      const attributes = {
        'http.request.method': event.method,
        'url.path': event.path,
        'http.request.resend_count': event.attempt - 1,
      };
      requests.push(tracer.startSpan(event.method, { kind: SpanKind.CLIENT, attributes }));
    } else if (event.type === 'response') {
      const request = requests.shift();
      request?.setAttribute('http.response.status_code', event.status);
      if (event.status >= 400) request?.setStatus({ code: SpanStatusCode.ERROR });
      request?.end();
    } else {
      if (event.type === 'retry') giveUp(requests, event.reason);
      if (event.type === 'failure') giveUp(requests, event.code);
      span.addEvent(`turbosmtp.${type}`, facts);
    }
  };

  const inSpan =
    <Args extends unknown[], Result>(name: string, work: (...args: Args) => Promise<Result>) =>
    (...args: Args): Promise<Result> =>
      tracer.startActiveSpan(`turbosmtp ${name}`, async (span) => {
        const requests: Span[] = [];
        waiting.set(span, requests);
        try {
          return await work(...args);
        } catch (error) {
          const reason = isTurboSMTPAuthError(error) ? error.code : 'aborted';
          span.setAttribute('error.type', reason).setStatus({ code: SpanStatusCode.ERROR });
          throw error;
        } finally {
          giveUp(requests, 'unanswered');
          span.end();
        }
      });

  const client = createClient({ ...options, trace: onEvent });
  const verbs = Object.keys(operations) as OperationName[]; // its keys are these names
  const methods = [...verbs, 'settlePasswordChange', 'apiKey', 'fetch'] as const;
  const traced = methods.map((name) => [name, inSpan<never[], unknown>(name, client[name])]);
  return { ...client, ...Object.fromEntries(traced) };
}
