import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import type { FlowId } from '../flows/flow.ts';
import { flows } from '../flows/index.ts';
import { active, type Result, results } from '../state/page.ts';

const steps: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowRight: 1,
  ArrowUp: -1,
  ArrowLeft: -1,
  Home: -Infinity,
  End: Infinity,
};

const marks: Readonly<Record<Result['state'], string>> = {
  busy: 'under way',
  done: 'done',
  failed: 'failed',
};

/** The flows as tabs: arrow keys move among them, Tab goes on into the form. */
export function FlowTabs(): JSX.Element {
  const list = useRef<HTMLDivElement>(null);
  const open = (id: FlowId): void => {
    active.value = id;
  };
  const move = (event: KeyboardEvent): void => {
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const from = flows.findIndex(({ id }) => id === active.value);
    const to =
      Math.abs(step) === 1 ? (from + step + flows.length) % flows.length : step < 0 ? 0 : flows.length - 1;
    const flow = flows[to];
    if (!flow) return;
    open(flow.id);
    list.current?.querySelector<HTMLElement>(`#tab-${flow.id}`)?.focus();
  };
  return (
    // The keys are handled for the tabs within, which have the focus.
    <div
      class="tabs"
      role="tablist"
      aria-label="Flows"
      aria-orientation="vertical"
      ref={list}
      onKeyDown={move}
    >
      {flows.map(({ id, title }, index) => {
        const state = results.value[id]?.state;
        const selected = active.value === id;
        return (
          <button
            type="button"
            role="tab"
            key={id}
            id={`tab-${id}`}
            class="tab"
            data-state={state ?? 'idle'}
            aria-selected={selected}
            aria-controls="flow"
            tabIndex={selected ? 0 : -1}
            onClick={() => open(id)}
          >
            <span class="tab-mark" aria-hidden="true">
              {state === 'done' ? '✓' : state === 'failed' ? '!' : index + 1}
            </span>
            {title}
            {state && <span class="visually-hidden">, {marks[state]}</span>}
          </button>
        );
      })}
    </div>
  );
}
