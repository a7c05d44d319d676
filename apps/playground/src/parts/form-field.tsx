import { generatePassword } from '@turbosmtp-auth/browser';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Field, FlowId, Values } from '../flows/flow.ts';
import { draft } from '../state/page.ts';
import { Checklist } from './checklist.tsx';
import { InlineCode } from './inline-code.tsx';

interface Props {
  readonly flow: FlowId;
  readonly field: Field;
  readonly values: Values;
}

const secretKinds: readonly Field['kind'][] = ['password', 'new-password', 'confirmation', 'token'];

/** One field of a form, as its data says. Nothing is judged here: that is the client's to do, and to show. */
export function FormField({ flow, field, values }: Props): JSX.Element {
  const [shown, show] = useState(false);
  const id = `${flow}-${field.name}`;
  const hint = field.hint && (
    <p class="hint" id={`${id}-hint`}>
      <InlineCode text={field.hint} />
    </p>
  );
  if (field.kind === 'flag')
    return (
      <div class="field flag">
        <input
          id={id}
          type="checkbox"
          checked={values[field.name] === 'on'}
          onChange={(event) => draft(flow, field.name, event.currentTarget.checked ? 'on' : '')}
          aria-describedby={field.hint && `${id}-hint`}
        />
        <div>
          <label for={id}>{field.label}</label>
          {hint}
        </div>
      </div>
    );
  const secret = secretKinds.includes(field.kind);
  const rules = field.kind === 'new-password' ? `${id}-rules` : undefined;
  const generate = (): void => {
    draft(flow, field.name, generatePassword());
    draft(flow, 'confirmPassword', '');
    show(true);
  };
  const attributes = {
    id,
    name: field.name,
    value: values[field.name] ?? '',
    onInput: (event: InputEvent & { currentTarget: HTMLInputElement }) =>
      draft(flow, field.name, event.currentTarget.value),
    autocomplete: field.autocomplete ?? 'off',
    autocapitalize: 'none',
    spellcheck: false,
    'aria-describedby': [field.hint && `${id}-hint`, rules].filter(Boolean).join(' ') || undefined,
  } as const;
  return (
    <div class="field">
      <label for={id}>{field.label}</label>
      <div class="input-row">
        {secret && !shown ? <input type="password" {...attributes} /> : <input type="text" {...attributes} />}
        {secret && (
          <button
            type="button"
            class="quiet small"
            aria-pressed={shown}
            aria-label={`Show ${field.label.toLowerCase()}`}
            onClick={() => show(!shown)}
          >
            {shown ? 'Hide' : 'Show'}
          </button>
        )}
        {rules && (
          <button type="button" class="quiet small" onClick={generate}>
            Generate
          </button>
        )}
      </div>
      {hint}
      {rules && <Checklist id={rules} values={values} />}
    </div>
  );
}
