import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Flow, FlowGroup } from '../flows/flow.ts';
import { flows } from '../flows/index.ts';
import { centre, centreFocused } from '../parts/reveal.ts';
import { openFlow } from '../state/forms.ts';
import { active, type Result, shownResult } from '../state/page.ts';

const marks: Readonly<Record<Result['state'], readonly [sign: string, word: string]>> = {
  busy: ['…', 'under way'],
  done: ['✓', 'done'],
  failed: ['!', 'failed'],
};

/** What a word in the titles of a group means. */
const groupNotes: Readonly<Partial<Record<FlowGroup, string>>> = {
  Keys: 'A consumer pair: a key and a secret for a program.',
};

const groups: readonly [FlowGroup, readonly Flow[]][] = [...Map.groupBy(flows, ({ group }) => group)];

function FlowLink({ flow: { id, title, note } }: { flow: Flow }): JSX.Element {
  const link = useRef<HTMLAnchorElement>(null);
  const result = shownResult(id);
  const state = result?.state;
  // A tick is for what went well and still holds.
  const isTicked = result?.state === 'done' && (result.told.tone ?? 'good') === 'good';
  const [sign, word] = state && (state !== 'done' || isTicked) ? marks[state] : ['', ''];
  const open = active.value === id;
  useEffect(() => {
    const row = link.current?.closest('nav');
    if (open && link.current && row) centre(link.current, row);
  }, [open]);
  /** Enter takes along to the form. A pointer leaves the page and the focus where they are. */
  const openByKey = (event: MouseEvent): void => {
    const isKey = event.detail === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey);
    if (!isKey) return;
    event.preventDefault();
    openFlow(id);
  };
  return (
    <li>
      <a
        ref={link}
        class="flow-link"
        href={`#/${id}`}
        aria-current={open ? 'page' : undefined}
        data-state={state ?? 'idle'}
        onClick={openByKey}
      >
        {title}
        {sign && (
          <>
            <span class="flow-mark" aria-hidden="true">
              {` ${sign}`}
            </span>
            <span class="visually-hidden">, {word}</span>
          </>
        )}
      </a>
      {note !== undefined && <p class="flow-note">{note}</p>}
    </li>
  );
}

/** The flows, each with an address of its own, grouped by what they are for. */
export function FlowNav(): JSX.Element {
  return (
    // What sticks stays within its column.
    <div class="flow-column">
      <nav class="flows" aria-label="Flows" onFocusIn={centreFocused}>
        {groups.map(([group, members]) => (
          <div key={group} class="flow-group">
            <h2 class="flow-group-title" id={`group-${members[0]?.id}`}>
              {group}
            </h2>
            {groupNotes[group] !== undefined && <p class="flow-note">{groupNotes[group]}</p>}
            <ul aria-labelledby={`group-${members[0]?.id}`}>
              {members.map((flow) => (
                <FlowLink key={flow.id} flow={flow} />
              ))}
            </ul>
          </div>
        ))}
      </nav>
    </div>
  );
}
