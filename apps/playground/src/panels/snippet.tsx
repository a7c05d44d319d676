import { type Signal, signal } from '@preact/signals';
import type { JSX } from 'preact';
import { codeOf } from '../flows/code.ts';
import type { Flow, Values } from '../flows/flow.ts';
import { CodeBlock } from '../parts/code-block.tsx';
import { CopyButton } from '../parts/copy-button.tsx';
import { highlight } from '../parts/highlight.tsx';
import { settings } from '../state/page.ts';

const adapters = ['browser', 'node', 'deno'] as const;

/** The runtime that the snippets are shown for; the import and how to get the package are all that differs. */
export const adapter: Signal<(typeof adapters)[number]> = signal('browser');

/** A function to paste, a file of this page's own source compiled with it, and its call with what the form holds. */
export function Snippet({ flow, values }: { flow: Flow; values: Values }): JSX.Element {
  const { service, baseUrl } = settings.value ?? { service: 'sandbox' };
  const code = codeOf(flow, values, adapter.value, service === 'live' ? baseUrl : undefined);
  return (
    <section class="snippet" aria-labelledby="snippet-title">
      <div class="snippet-bar">
        <h3 id="snippet-title">The same in code</h3>
        <CopyButton text={code} label="Copy code" />
      </div>
      <fieldset class="segments" aria-label="Runtime">
        {adapters.map((name) => (
          <label key={name}>
            <input
              type="radio"
              name="adapter"
              checked={adapter.value === name}
              onChange={() => {
                adapter.value = name;
              }}
            />
            <span>{name}</span>
          </label>
        ))}
      </fieldset>
      <CodeBlock label="Code with the values of the form">{highlight(code)}</CodeBlock>
    </section>
  );
}
