import type { JSX } from 'preact';
import type { Flow } from '../flows/flow.ts';
import { stepsFor } from '../state/steps.ts';

/** What a hint asks for, as buttons. */
export function NextSteps({ flow, failure }: { flow: Flow; failure: unknown }): JSX.Element {
  return (
    <div class="actions" data-testid="next-steps">
      {stepsFor(flow, failure).map(({ label, act }, index) => (
        // By its place: a countdown changes the label of a button that may have the focus.
        <button type="button" key={index} class="small" onClick={act}>
          {label}
        </button>
      ))}
    </div>
  );
}
