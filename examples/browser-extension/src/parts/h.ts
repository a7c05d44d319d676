type Attributes = Readonly<Record<string, string | boolean | undefined>>;
type Child = Node | string | false | undefined;

/** An element with its attributes and children. `true` is an empty attribute; what is `false` or `undefined` is left out. */
export function h<T extends keyof HTMLElementTagNameMap>(
  tag: T,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[T] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes))
    if (value !== undefined && value !== false) element.setAttribute(name, value === true ? '' : value);
  element.append(...children.filter((child) => child !== false && child !== undefined));
  return element;
}

/** A button that submits nothing. */
export function button(words: string, press: () => void, look = 'quiet'): HTMLButtonElement {
  const element = h('button', { type: 'button', class: look }, words);
  element.addEventListener('click', press);
  return element;
}
