import { type AuthScheme, operations } from '@turbosmtp-auth/browser';
import type { JSX } from 'preact';
import type { Flow } from '../flows/flow.ts';
import { flows } from '../flows/index.ts';
import { FormField } from '../parts/form-field.tsx';
import { ResultView } from '../parts/result-view.tsx';
import { run } from '../state/actions.ts';
import { active, drafts, results, settings } from '../state/page.ts';
import { Documented } from './documented.tsx';
import { Snippet } from './snippet.tsx';

const schemes: Readonly<Record<AuthScheme, string>> = { key: 'API key', consumer: 'consumer pair' };

/** Where a flow leads on the wire, from the table of operations. */
function Endpoint({ flow }: { flow: Flow }): JSX.Element {
  const { method, path, auth } =
    flow.id === 'fetch'
      ? { method: 'ANY', path: '/…', auth: ['key', 'consumer'] as const }
      : operations[flow.id];
  return (
    <p class="endpoint">
      <span class="method">{method}</span>
      <code>{path}</code>
      <span class="auth">
        {auth.length > 0 ? auth.map((scheme) => schemes[scheme]).join(' or ') : 'no key needed'}
      </span>
    </p>
  );
}

/** The flow that is open: what it is, its form, how the last run went, and how to do the same in code. */
export function FlowPanel(): JSX.Element {
  const flow = flows.find(({ id }) => id === active.value);
  if (!flow) throw new Error('There is always a flow open.');
  const values = drafts.value[flow.id] ?? {};
  const result = results.value[flow.id];
  const busy = result?.state === 'busy';
  const outboxHolds =
    flow.id === 'requestPasswordReset' && result?.state === 'done' && settings.value?.service === 'sandbox';
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (!busy) void run(flow);
  };
  return (
    <section
      class="card flow"
      id="flow"
      role="tabpanel"
      tabIndex={-1}
      aria-labelledby={`tab-${flow.id}`}
      key={flow.id}
    >
      <h2>{flow.title}</h2>
      <Endpoint flow={flow} />
      <p class="lead">{flow.lead}</p>
      <form noValidate onSubmit={submit} aria-label={flow.title}>
        {flow.fields.map((field) => (
          <FormField key={field.name} flow={flow.id} field={field} values={values} />
        ))}
        <div class="actions">
          <button type="submit" class="primary" aria-disabled={busy}>
            {busy ? 'Working …' : flow.submit}
          </button>
          {result?.state === 'busy' && (
            <button type="button" class="quiet" onClick={result.cancel}>
              Cancel
            </button>
          )}
        </div>
      </form>
      <ResultView result={result} />
      {outboxHolds && <a href="#outbox">See the mail in the outbox</a>}
      <Snippet source={flow.snippet} />
      {flow.id !== 'fetch' && <Documented operation={operations[flow.id]} />}
    </section>
  );
}
