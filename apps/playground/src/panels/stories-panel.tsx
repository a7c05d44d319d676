import { Fragment, type JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { InlineCode } from '../parts/inline-code.tsx';
import { centre, centreFocused, goTo } from '../parts/reveal.ts';
import type { Exchange } from '../service/recorder.ts';
import { exchanges } from '../state/page.ts';
import { closeStory, nextStep, openStory, playAll, type Story, stories, telling } from '../state/stories.ts';
import { answered, shortened, tone } from './exchanges-panel.tsx';

const HOUR = 60 * 60 * 1000;

/** Requests in a row that went alike. */
interface Run {
  readonly exchange: Exchange;
  count: number;
  /** How many hours after the request before it, if the clock was moved on. */
  readonly hours: number;
}

/** The requests in the order in which they were sent. */
function runsOf(all: readonly Exchange[]): Run[] {
  const runs: Run[] = [];
  const kindOf = (one: Exchange): string => `${one.method} ${one.path} ${answered(one)}`;
  let before = Number.POSITIVE_INFINITY;
  for (const exchange of all.toReversed()) {
    const run = runs.at(-1);
    const hours = Math.max(0, Math.floor((exchange.at - before) / HOUR));
    before = exchange.at;
    if (run && hours === 0 && kindOf(run.exchange) === kindOf(exchange)) run.count += 1;
    else runs.push({ exchange, count: 1, hours });
  }
  return runs;
}

/** What the story that is told sent so far, beside its steps. */
function Sent({ last }: { last: number }): JSX.Element {
  const runs = runsOf(exchanges.value.filter(({ id }) => id <= last));
  return (
    <div class="sent" id="story-sent" data-testid="sent">
      <h3>{runs.length > 0 ? 'What the client sent' : 'The client sent nothing yet'}</h3>
      <ol>
        {runs.map(({ exchange, count, hours }) => (
          <Fragment key={exchange.id}>
            {hours > 0 && <li class="hint">{hours === 1 ? '1 hour later' : `${hours} hours later`}</li>}
            <li>
              <span class="method">{exchange.method}</span>
              <code>{shortened(exchange.path)}</code>
              <span class={`pill ${tone(exchange)}`}>
                {exchange.status === 0 ? 'redirect, refused' : answered(exchange)}
              </span>
              {count > 1 && <strong>× {count}</strong>}
            </li>
          </Fragment>
        ))}
      </ol>
      {runs.length > 0 && (
        <button type="button" class="quiet small" onClick={() => void goTo('wire')}>
          See each request
        </button>
      )}
    </div>
  );
}

function StoryButton({ story }: { story: Story }): JSX.Element {
  const button = useRef<HTMLButtonElement>(null);
  const open = telling.value?.story === story;
  useEffect(() => {
    const row = button.current?.parentElement;
    if (open && button.current && row) centre(button.current, row);
  }, [open]);
  return (
    <button
      ref={button}
      type="button"
      class="small story"
      aria-expanded={open}
      onClick={() => (open ? closeStory() : openStory(story))}
    >
      {story.title}
    </button>
  );
}

/** Plays, and shows the proof if the screen is too small for it. */
async function showing(play: () => Promise<unknown>): Promise<void> {
  await play();
  await goTo('story-sent');
}

/** What the SDK does for its user, each to be played by one click, or step by step. */
export function StoriesPanel(): JSX.Element {
  const now = telling.value;
  const played = now?.findings.length ?? 0;
  const whole = now !== null && played === now.story.steps.length;
  return (
    <section class="stories" aria-labelledby="stories-title" data-testid="story" data-played={whole}>
      <div class="actions" onFocusIn={centreFocused}>
        <h2 id="stories-title">Watch</h2>
        {stories.map((story) => (
          <StoryButton key={story.id} story={story} />
        ))}
      </div>
      {now && (
        <div class="card story-card">
          <p>{now.story.sentences.join(' ')}</p>
          <ol class="story-steps" aria-live="polite">
            {now.story.steps.map(({ does }, index) => (
              <li key={does} data-state={index < played ? 'done' : index === played ? 'next' : 'later'}>
                <strong>{does}</strong>
                {now.findings[index] && (
                  <span>
                    {' '}
                    → <InlineCode text={now.findings[index]} />
                  </span>
                )}
              </li>
            ))}
          </ol>
          {played > 0 && <Sent last={now.last} />}
          <div class="actions">
            <button
              type="button"
              class="primary small"
              aria-disabled={now.busy}
              onClick={() => void showing(playAll)}
            >
              {whole ? 'Play again' : 'Play'}
            </button>
            <button
              type="button"
              class="small"
              aria-disabled={now.busy}
              onClick={() => void showing(nextStep)}
            >
              {whole ? 'First step' : 'Next step'}
            </button>
            <button type="button" class="quiet small" onClick={closeStory}>
              Close
            </button>
            <span class="hint">A story starts over: it signs out, and resets the sandbox.</span>
          </div>
        </div>
      )}
    </section>
  );
}
