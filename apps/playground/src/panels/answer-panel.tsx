import type { JSX } from 'preact';
import { flows } from '../flows/index.ts';
import { ResultView } from '../parts/result-view.tsx';
import { active, settings, shownResult } from '../state/page.ts';
import { telling } from '../state/stories.ts';

/** What a story came to that called the client without a form. */
function StoryAnswer({ title, finding }: { title: string; finding: string }): JSX.Element {
  return (
    <div class="outcome good">
      <p class="outcome-title">{finding}</p>
      <p class="hint">{`This is from the story “${title}”, which called the client without this form.`}</p>
    </div>
  );
}

/** How the SDK answered the flow that is open. */
export function AnswerPanel(): JSX.Element {
  const flow = flows.find(({ id }) => id === active.value);
  const result = flow && shownResult(flow.id);
  const now = telling.value;
  const isTold = now?.at === active.value && settings.value?.service === 'sandbox';
  const finding = isTold ? now?.findings.at(-1) : undefined;
  return (
    <section class="card answer" id="answer" aria-labelledby="answer-title">
      <h2 id="answer-title">Result</h2>
      {!result && now && finding !== undefined && <StoryAnswer title={now.story.title} finding={finding} />}
      {!result && finding === undefined && (
        <p class="hint">
          {`Press “${flow?.submit}”: what the SDK answers shows here, and what it sends shows below.`}
        </p>
      )}
      <ResultView flow={flow} result={result} />
    </section>
  );
}
