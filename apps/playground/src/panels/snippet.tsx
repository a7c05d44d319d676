import { signal } from '@preact/signals';
import type { JSX } from 'preact';
import { CodeBlock } from '../parts/code-block.tsx';
import { CopyButton } from '../parts/copy-button.tsx';
import { highlight } from '../parts/highlight.tsx';

const adapters = ['browser', 'node', 'deno'] as const;

/** The runtime that the snippets are shown for; the import is all that differs. */
const adapter = signal<(typeof adapters)[number]>('browser');

/** A function to paste: a file of this page's own source, compiled with it. */
export function Snippet({ source }: { source: string }): JSX.Element {
  const code = source.replace('@turbosmtp-auth/browser', `@turbosmtp-auth/${adapter.value}`).trim();
  return (
    <div class="snippet">
      <div class="snippet-bar">
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
        <CopyButton text={code} label="Copy" />
      </div>
      <CodeBlock label="The same in code">{highlight(code)}</CodeBlock>
    </div>
  );
}
