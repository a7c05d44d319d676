import type { JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Flow } from '../flows/flow.ts';
import { maskJson } from '../service/mask.ts';
import { goToOutbox } from '../state/forms.ts';
import { type Result, settings } from '../state/page.ts';
import { CodeBlock } from './code-block.tsx';
import { ErrorView } from './error-view.tsx';
import { highlight } from './highlight.tsx';
import { NextSteps } from './next-steps.tsx';
import { PairActions } from './pair-actions.tsx';

/** What a call returned, in a box; if that is too small for it, a button shows the rest. */
function Detail({ text }: { text: string }): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  const [isCut, cut] = useState(false);
  const [whole, showWhole] = useState(false);
  useLayoutEffect(() => {
    const code = box.current?.querySelector('.code');
    cut(code !== null && code !== undefined && code.scrollHeight > code.clientHeight);
  }, []);
  return (
    <div class="detail" ref={box} data-whole={whole}>
      <CodeBlock label="What the call returned">{highlight(text)}</CodeBlock>
      {isCut && (
        <button type="button" class="small" aria-expanded={whole} onClick={() => showWhole(!whole)}>
          {whole ? 'Show less' : 'Show all'}
        </button>
      )}
    </div>
  );
}

/** How a run went, announced as it changes. */
export function ResultView({
  flow,
  result,
}: {
  flow: Flow | undefined;
  result: Result | undefined;
}): JSX.Element {
  const told = result?.state === 'done' ? result.told : undefined;
  const detail = told?.detail === undefined ? undefined : maskJson(told.detail);
  const sandboxed = settings.value?.service === 'sandbox';
  return (
    <div class="result" data-testid="result" data-state={result?.state ?? 'idle'}>
      {/* Only the sentence is read out: the buttons below it count down. */}
      <p class="visually-hidden" aria-live="polite">
        {result?.state === 'busy' && 'On its way …'}
        {result?.state === 'done' && result.told.summary}
        {result?.state === 'failed' && 'It failed. The reason is under Result.'}
      </p>
      {result?.state === 'busy' && <p class="outcome note">On its way …</p>}
      {result?.state === 'failed' && <ErrorView flow={flow} error={result.error} />}
      {result?.state === 'done' && (
        <div class={`outcome ${result.told.tone ?? 'good'}`}>
          <p class="outcome-title">{result.told.summary}</p>
          {detail !== undefined && <Detail key={detail} text={detail} />}
          {result.told.pair && <PairActions pair={result.told.pair} />}
          {flow && result.told.refusal !== undefined && (
            <NextSteps flow={flow} failure={result.told.refusal} />
          )}
          {result.told.mailed && sandboxed && (
            <div class="actions">
              <button type="button" class="small" onClick={goToOutbox}>
                See the mail in the outbox
              </button>
            </div>
          )}
        </div>
      )}
    </div>
  );
}
