import type { JSX } from 'preact';
import { Words } from '../parts/words.tsx';
import { barsOf } from '../service/timeline.ts';
import { settings, traced } from '../state/page.ts';

/** In so many steps: a style of its own is against the page's policy, so that SVG says where a bar is. */
const WIDTH = 1000;

const shown = (ms: number): string => (ms < 10 ? `${ms.toFixed(1)} ms` : `${Math.round(ms)} ms`);

/** What the last call did, step by step, from the client's `trace`. */
export function TimelinePanel(): JSX.Element | null {
  const found = barsOf(traced.value);
  if (!found) return null;
  const scale = WIDTH / Math.max(found.ms, 1);
  return (
    <section class="card" aria-labelledby="timeline-title" data-testid="timeline">
      <h2 id="timeline-title">
        Timeline
        <span class="pill">
          {found.operation}, {shown(found.ms)} in all
        </span>
      </h2>
      <ol class="bars">
        {found.bars.map(({ kind, label, from, to }, index) => (
          <li key={index} data-kind={kind}>
            <span class="bar-label">
              <Words text={label} />
            </span>
            <svg viewBox={`0 0 ${WIDTH} 10`} preserveAspectRatio="none" aria-hidden="true">
              <rect
                x={Math.min(from * scale, WIDTH - 8)}
                y="0"
                width={Math.max(8, (to - from) * scale)}
                height="10"
              />
            </svg>
            <span class="hint">{shown(to - from)}</span>
          </li>
        ))}
      </ol>
      <p class="hint">
        The client's option <code>trace</code> reports these: never a secret, a body or a query.
        {settings.value?.service === 'sandbox' &&
          ' A request takes longer here than on the wire: before the client gets the reply, this page saves the sandbox.'}
      </p>
    </section>
  );
}
