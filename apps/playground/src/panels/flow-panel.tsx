import { type AuthScheme, operations } from '@turbosmtp-auth/browser';
import type { JSX } from 'preact';
import type { Flow } from '../flows/flow.ts';
import { flows } from '../flows/index.ts';
import { problemsOf } from '../flows/problems.ts';
import { CopyButton } from '../parts/copy-button.tsx';
import { FormField } from '../parts/form-field.tsx';
import { InlineCode } from '../parts/inline-code.tsx';
import { Words } from '../parts/words.tsx';
import { linkHere } from '../state/link.ts';
import { active, drafts, results, session } from '../state/page.ts';
import { run } from '../state/run.ts';
import { Documented } from './documented.tsx';
import { Snippet } from './snippet.tsx';

const schemes: Readonly<Record<AuthScheme, string>> = { key: 'API key', consumer: 'consumer pair' };

interface Target {
  readonly method: string;
  readonly path: string;
  readonly auth: readonly AuthScheme[];
}

/** The operation that a flow calls. `fetch` calls any. */
const operationOf = ({ id }: Flow): (typeof operations)[keyof typeof operations] | undefined =>
  id === 'fetch' ? undefined : operations[id === 'settlePasswordChange' ? 'login' : id];

const anywhere: Target = { method: 'ANY', path: '/…', auth: ['key', 'consumer'] };

/** Where a flow leads on the wire, from the table of operations. */
function Endpoint({ flow }: { flow: Flow }): JSX.Element {
  const { method, path, auth }: Target = operationOf(flow) ?? anywhere;
  return (
    <p class="endpoint">
      <span class="method">{method}</span>
      <code>
        <Words text={path} />
      </code>
      <span class="auth">
        {auth.length > 0 ? auth.map((scheme) => schemes[scheme]).join(' or ') : 'no key needed'}
      </span>
    </p>
  );
}

/** A password manager keeps a password by its user name: a form that asks for none says it out of sight. */
function UserName({ flow }: { flow: Flow }): JSX.Element | null {
  const isPassword = flow.fields.some(({ autocomplete }) => autocomplete?.endsWith('-password'));
  if (!isPassword || flow.fields.some(({ autocomplete }) => autocomplete === 'username')) return null;
  const name = session.value?.account ?? drafts.value.login?.['email'] ?? '';
  return <input type="text" name="username" autocomplete="username" value={name} readOnly hidden />;
}

/** The flow that is open: what it is, its form, and how to do the same in code. */
export function FlowPanel(): JSX.Element {
  const flow = flows.find(({ id }) => id === active.value);
  if (!flow) throw new Error('There is always a flow open.');
  const values = drafts.value[flow.id] ?? {};
  const result = results.value[flow.id];
  const busy = result?.state === 'busy';
  const problems = problemsOf(flow, result, values);
  const operation = flow.id === 'settlePasswordChange' ? undefined : operationOf(flow);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (!busy) void run(flow);
  };
  const submitByKeys = (event: KeyboardEvent & { currentTarget: HTMLFormElement }): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      event.currentTarget.requestSubmit();
    }
  };
  return (
    <section class="card flow" id="flow" tabIndex={-1} aria-labelledby="flow-title" key={flow.id}>
      <div class="flow-head">
        <h2 id="flow-title">{flow.title}</h2>
        <CopyButton text={linkHere} label="Copy link" />
      </div>
      <p class="lead">
        <InlineCode text={flow.lead} />
      </p>
      <form noValidate onSubmit={submit} onKeyDown={submitByKeys} aria-label={flow.title}>
        <UserName flow={flow} />
        <div class="send">
          <Endpoint flow={flow} />
          <div class="actions">
            <button type="submit" class="primary" aria-disabled={busy} aria-keyshortcuts="Control+Enter">
              {busy ? 'Working …' : flow.submit}
            </button>
            {result?.state === 'busy' && (
              <button type="button" class="quiet" onClick={result.cancel}>
                Cancel
              </button>
            )}
          </div>
        </div>
        {flow.fields.map((field) => (
          <FormField
            key={field.name}
            flow={flow.id}
            field={field}
            values={values}
            problem={problems.get(field.name)}
          />
        ))}
        {flow.fields.length > 0 && (
          <p class="hint keys" aria-hidden="true">
            <kbd>Ctrl</kbd> <kbd>Enter</kbd> sends the form.
          </p>
        )}
      </form>
      <Snippet flow={flow} values={values} />
      {operation && <Documented operation={operation} />}
    </section>
  );
}
