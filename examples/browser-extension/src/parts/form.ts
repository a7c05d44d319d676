import { button, h } from './h.ts';
import { type Said, sayError } from './say-error.ts';

export interface Field {
  readonly name: string;
  readonly label: string;
  readonly type: 'email' | 'password' | 'text' | 'url' | 'checkbox';
  readonly autocomplete?: string;
  readonly value?: string;
  /** Of a checkbox. */
  readonly checked?: boolean;
  /** Stands below the field, and is read with it. */
  readonly help?: string;
}

export interface FormParts<Name extends string> {
  readonly fields: readonly (Field & { readonly name: Name })[];
  /** Stands between the fields and the button, for example a checklist. It is read with the field that it names. */
  readonly aside?: { readonly element: HTMLElement; readonly of: Name };
  readonly submit: string;
  /** What the button says meanwhile. */
  readonly busy: string;
  /** An error is shown beside the fields, unless `catches` deals with it. */
  run(values: Readonly<Record<Name, string>>): Promise<void>;
  catches?(error: unknown, values: Readonly<Record<Name, string>>): boolean;
  /** Is told what is typed, at each change. */
  changed?(values: Readonly<Record<Name, string>>): void;
}

/** A form that says what is wrong next to the field that it is about, in words, and leads there. */
export function form<Name extends string>(parts: FormParts<Name>): HTMLFormElement {
  const alert = h('p', { class: 'alert', role: 'alert' });
  const submit = h('button', { type: 'submit', class: 'primary' }, parts.submit);
  const rows = parts.fields.map((field) => row(field, parts.aside?.of === field.name ? 'aside' : undefined));
  const passwords = rows.filter(({ input }) => input.type === 'password');
  passwords[0]?.element.append(showToggle(passwords.map(({ input }) => input)));
  if (parts.aside) parts.aside.element.id = 'aside';
  const element = h(
    'form',
    { novalidate: true },
    alert,
    ...rows.map((each) => each.element),
    parts.aside?.element,
    submit,
  );

  const values = (): Record<Name, string> =>
    Object.fromEntries(
      parts.fields.map(({ name, type }, at) => {
        const input = rows[at]?.input;
        return [name, (type === 'checkbox' ? input?.checked && 'on' : input?.value) || ''];
      }),
    ) as Record<Name, string>; // of these fields

  const tell = ({ words, fields }: Said): void => {
    alert.textContent = words;
    for (const { name, blame } of rows) blame(fields[name]);
  };

  let isBusy = false;
  const setBusy = (busy: boolean): void => {
    isBusy = busy;
    // Not `disabled`: a button that is loses the focus.
    submit.setAttribute('aria-disabled', String(busy));
    submit.textContent = busy ? parts.busy : parts.submit;
    element.toggleAttribute('data-busy', busy);
    for (const { input } of rows) input.readOnly = busy;
  };

  element.addEventListener('input', () => parts.changed?.(values()));
  element.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (isBusy) return;
    tell({ words: '', fields: {} });
    setBusy(true);
    const given = values();
    try {
      await parts.run(given);
    } catch (error) {
      setBusy(false);
      if (parts.catches?.(error, given)) return;
      const said = sayError(error);
      tell(said);
      rows.find(({ name }) => said.fields[name])?.input.focus();
      return;
    }
    setBusy(false);
  });
  return element;
}

interface Row {
  readonly name: string;
  readonly element: HTMLElement;
  readonly input: HTMLInputElement;
  /** Says what is wrong with the field, or that nothing is. */
  blame(words: string | undefined): void;
}

function row({ name, label, type, autocomplete, value, checked, help }: Field, aside?: string): Row {
  const isCheckbox = type === 'checkbox';
  const ids = { input: `field-${name}`, help: `help-${name}`, problem: `problem-${name}` };
  const input = h('input', {
    id: ids.input,
    name,
    type,
    autocomplete,
    value,
    checked,
    ...(isCheckbox ? {} : { autocapitalize: 'none', spellcheck: 'false' }),
    'aria-describedby': [help && ids.help, aside, ids.problem].filter(Boolean).join(' '),
  });
  const problem = h('p', { id: ids.problem, class: 'problem' });
  return {
    name,
    input,
    element: h(
      'div',
      { class: isCheckbox ? 'field flag' : 'field' },
      isCheckbox && input,
      h('label', { for: ids.input }, label),
      !isCheckbox && input,
      help !== undefined && h('p', { id: ids.help, class: 'help' }, help),
      problem,
    ),
    blame(words) {
      problem.textContent = words ?? '';
      if (words) input.setAttribute('aria-invalid', 'true');
      else input.removeAttribute('aria-invalid');
    },
  };
}

/** People who see what they type make fewer mistakes. It stands above the first password, and comes after it for the keyboard. */
function showToggle(inputs: readonly HTMLInputElement[]): HTMLElement {
  const toggle = button(
    inputs.length > 1 ? 'Show passwords' : 'Show password',
    () => {
      const show = toggle.getAttribute('aria-pressed') !== 'true';
      toggle.setAttribute('aria-pressed', String(show));
      for (const input of inputs) input.type = show ? 'text' : 'password';
    },
    'toggle',
  );
  toggle.setAttribute('aria-pressed', 'false');
  return toggle;
}
