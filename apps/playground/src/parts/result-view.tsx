import type { JSX } from 'preact';
import { maskJson } from '../service/mask.ts';
import type { Result } from '../state/page.ts';
import { CodeBlock } from './code-block.tsx';
import { ErrorView } from './error-view.tsx';
import { highlight } from './highlight.tsx';
import { PairActions } from './pair-actions.tsx';

/** How a run went, announced as it changes. */
export function ResultView({ result }: { result: Result | undefined }): JSX.Element {
  return (
    <div class="result" aria-live="polite" data-testid="result" data-state={result?.state ?? 'idle'}>
      {result?.state === 'busy' && <p class="outcome note">On its way …</p>}
      {result?.state === 'failed' && <ErrorView error={result.error} />}
      {result?.state === 'done' && (
        <div class={`outcome ${result.told.tone ?? 'good'}`}>
          <p class="outcome-title">{result.told.summary}</p>
          {result.told.detail !== undefined && (
            <CodeBlock label="What the call returned">{highlight(maskJson(result.told.detail))}</CodeBlock>
          )}
          {result.told.pair && <PairActions pair={result.told.pair} />}
        </div>
      )}
    </div>
  );
}
