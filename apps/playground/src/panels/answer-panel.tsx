import type { JSX } from 'preact';
import { flows } from '../flows/index.ts';
import { ResultView } from '../parts/result-view.tsx';
import { active, results } from '../state/page.ts';

/** How the SDK answered the flow that is open. */
export function AnswerPanel(): JSX.Element {
  const flow = flows.find(({ id }) => id === active.value);
  const result = flow && results.value[flow.id];
  return (
    <section class="card answer" id="answer" aria-labelledby="answer-title">
      <h2 id="answer-title">Result</h2>
      {!result && (
        <p class="hint">
          {`Press “${flow?.submit}”: what the SDK answers shows here, and what it sends shows below.`}
        </p>
      )}
      <ResultView flow={flow} result={result} />
    </section>
  );
}
