import type { JSX } from 'preact';
import { InlineCode } from '../parts/inline-code.tsx';
import { faultSwitches, isAnswer } from '../service/faults.ts';
import { active, armedFault, faults, liveKeys, now, waitsUntil } from '../state/page.ts';
import { advance, arm, disarm, revokeAllKeys } from '../state/sandbox-controls.ts';
import { validKeys } from '../state/stories.ts';
import { skipWait } from '../state/wait.ts';

const HOUR = 60 * 60 * 1000;

/** The clock and the keys of the service, to see a key expire or be refused without waiting. */
export function ClockPanel(): JSX.Element {
  return (
    <section class="card" aria-labelledby="clock-title">
      <h2 id="clock-title">Time and keys</h2>
      <p class="clock" data-testid="clock">
        {new Date(now.value).toLocaleTimeString()}
        <span class="unit">on the sandbox's clock</span>
      </p>
      <div class="actions">
        <button type="button" onClick={() => advance(HOUR)}>
          +1 hour
        </button>
        <button type="button" onClick={() => advance(2 * HOUR)}>
          +2 hours
        </button>
      </div>
      <p class="hint" data-testid="live-keys">
        {validKeys(liveKeys.value)}
      </p>
      <div class="actions">
        <button type="button" onClick={revokeAllKeys}>
          Revoke all keys
        </button>
      </div>
      <p class="hint">
        Then use the key: with “Renew by itself” the client logs in again, without it says why not.
      </p>
    </section>
  );
}

/** Says that the client waits, so that no fault is met before that is over. */
function Wait(): JSX.Element | null {
  const left = Math.ceil((waitsUntil.value - now.value) / 1000);
  if (left <= 0) return null;
  return (
    <div class="outcome note" data-testid="wait">
      <p>
        The client was asked to wait. It sends no such request for another <strong>{left} s</strong>.
      </p>
      <div class="actions">
        <button type="button" class="small" onClick={skipWait}>
          Skip {left} s
        </button>
      </div>
    </div>
  );
}

/** What goes wrong with the next call. */
export function FaultPanel(): JSX.Element {
  const waiting = faults.value.length > 0;
  return (
    <section class="card" aria-labelledby="fault-title" data-testid="faults">
      <h2 id="fault-title">
        Trouble
        <span class={waiting ? 'pill bad' : 'pill'} aria-live="polite">
          {waiting ? 'armed for the next request' : 'none'}
        </span>
      </h2>
      <Wait />
      <ul class="switches">
        {faultSwitches.map((fault) => {
          const armed = waiting && armedFault.value === fault.id;
          return (
            <li key={fault.id}>
              <button
                type="button"
                aria-pressed={armed}
                aria-describedby={`fault-${fault.id}-about`}
                onClick={() => (armed ? disarm() : arm(fault))}
              >
                {fault.label}
              </button>
              <p class="hint" id={`fault-${fault.id}-about`}>
                <InlineCode text={fault.about} />
                {armed && active.value === 'fetch' && isAnswer(fault) && (
                  <InlineCode text=" `fetch` gives you the answer as it is: check `response.ok` and the body." />
                )}
              </p>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
