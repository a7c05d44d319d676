import { generatePassword } from '@turbosmtp-auth/browser';
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { secretKinds } from '../flows/code.ts';
import { listed } from '../flows/fields.ts';
import type { Field, FlowId, Values } from '../flows/flow.ts';
import { draft } from '../state/page.ts';
import { Checklist } from './checklist.tsx';
import { InlineCode } from './inline-code.tsx';

interface Props {
  readonly flow: FlowId;
  readonly field: Field;
  readonly values: Values;
  /** What is wrong with it, if the last run said so. */
  readonly problem?: string | undefined;
}

function Problem({ id, text }: { id: string; text: string | undefined }): JSX.Element | null {
  return text === undefined ? null : (
    <p class="problem" id={`${id}-problem`}>
      <InlineCode text={text} />
    </p>
  );
}

/** What is said below a field. A flag that is not ticked is an answer too: it is never called optional. */
const hintOf = ({ kind, optional, hint }: Field): string =>
  [optional && kind !== 'flag' && 'Optional.', hint].filter(Boolean).join(' ');

function Hint({ id, field }: { id: string; field: Field }): JSX.Element | null {
  const text = hintOf(field);
  if (!text) return null;
  return (
    <p class="hint" id={`${id}-hint`}>
      <InlineCode text={text} />
    </p>
  );
}

/** One field of a form, as its data says. Nothing is judged here: that is the client's to do, and to show. */
export function FormField({ flow, field, values, problem }: Props): JSX.Element {
  const [shown, show] = useState(false);
  const id = `${flow}-${field.name}`;
  const hint = <Hint id={id} field={field} />;
  const described = hintOf(field) ? `${id}-hint` : undefined;
  if (field.kind === 'flag')
    return (
      <div class="field flag">
        <input
          id={id}
          type="checkbox"
          checked={values[field.name] === 'on'}
          onChange={(event) => draft(flow, field.name, event.currentTarget.checked ? 'on' : '')}
          aria-describedby={described}
        />
        <div>
          <label for={id}>{field.label}</label>
          {hint}
        </div>
      </div>
    );
  if (field.kind === 'choices')
    return <Choices flow={flow} field={field} values={values} problem={problem} />;
  if (field.kind === 'option')
    return (
      <div class="field narrow">
        <label for={id}>{field.label}</label>
        <select
          id={id}
          name={field.name}
          onChange={(event) => draft(flow, field.name, event.currentTarget.value)}
          aria-describedby={described}
        >
          {field.choices?.map((choice) => (
            <option key={choice} selected={choice === values[field.name]}>
              {choice}
            </option>
          ))}
        </select>
        {hint}
      </div>
    );
  const secret = secretKinds.includes(field.kind);
  const rules = field.kind === 'newPassword' ? `${id}-rules` : undefined;
  const generate = (): void => {
    draft(flow, field.name, generatePassword());
    draft(flow, 'confirmPassword', '');
    show(true);
  };
  const attributes = {
    id,
    name: field.name,
    value: values[field.name] ?? '',
    onInput: (event: InputEvent & { currentTarget: HTMLInputElement | HTMLTextAreaElement }) =>
      draft(flow, field.name, event.currentTarget.value),
    autocomplete: field.autocomplete ?? 'off',
    inputMode: field.inputmode ?? 'text',
    autocapitalize: 'none',
    spellcheck: false,
    'aria-required': !field.optional,
    'aria-invalid': problem !== undefined,
    'aria-describedby': [problem && `${id}-problem`, described, rules].filter(Boolean).join(' ') || undefined,
  } as const;
  const entry =
    secret && !shown ? <input type="password" {...attributes} /> : <input type="text" {...attributes} />;
  return (
    <div class={field.half ? 'field half' : 'field'}>
      <label for={id}>{field.label}</label>
      <div class="input-row">
        <div class={secret ? 'entry secret' : 'entry'}>
          {field.kind === 'json' ? <textarea rows={2} {...attributes} /> : entry}
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
        </div>
        {rules && (
          <button type="button" class="quiet small" onClick={generate}>
            Generate
          </button>
        )}
      </div>
      <Problem id={id} text={problem} />
      {hint}
      {rules && <Checklist id={rules} values={values} />}
    </div>
  );
}

/** A field of which any number of answers may be ticked. */
function Choices({ flow, field, values, problem }: Props): JSX.Element {
  const id = `${flow}-${field.name}`;
  const chosen = listed(values, field.name);
  const described = [problem && `${id}-problem`, hintOf(field) && `${id}-hint`].filter(Boolean).join(' ');
  const tick = (choice: string, on: boolean): void => {
    const others = chosen.filter((one) => one !== choice);
    draft(flow, field.name, (on ? [...others, choice] : others).join(' '));
  };
  return (
    <fieldset class="field choices" id={id} tabIndex={-1} aria-describedby={described || undefined}>
      <legend>{field.label}</legend>
      {field.choices?.map((choice) => (
        <label key={choice} class="choice">
          <input
            type="checkbox"
            checked={chosen.includes(choice)}
            onChange={(event) => tick(choice, event.currentTarget.checked)}
            aria-invalid={problem !== undefined}
          />
          <code>{choice}</code>
        </label>
      ))}
      <Problem id={id} text={problem} />
      <Hint id={id} field={field} />
    </fieldset>
  );
}
