import type { JSX } from 'preact';
import { InlineCode } from '../parts/inline-code.tsx';
import { closeStory, nextStep, openStory, playAll, stories, telling } from '../state/stories.ts';

/** What the SDK does for its user, each to be played by one click, or step by step. */
export function StoriesPanel(): JSX.Element {
  const now = telling.value;
  const played = now?.findings.length ?? 0;
  const whole = now !== null && played === now.story.steps.length;
  return (
    <section class="stories" aria-labelledby="stories-title" data-testid="story" data-played={whole}>
      <div class="actions">
        <h2 id="stories-title">Watch</h2>
        {stories.map((story) => (
          <button
            type="button"
            key={story.id}
            class="small story"
            aria-expanded={now?.story === story}
            onClick={() => (now?.story === story ? closeStory() : openStory(story))}
          >
            {story.title}
          </button>
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
          <div class="actions">
            <button
              type="button"
              class="primary small"
              aria-disabled={now.busy}
              onClick={() => void playAll()}
            >
              {whole ? 'Play again' : 'Play'}
            </button>
            <button type="button" class="small" aria-disabled={now.busy} onClick={() => void nextStep()}>
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
