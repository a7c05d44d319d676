import type { Field, Flow, Values } from './flow.ts';

/** The kinds of fields whose values are secret: they are typed hidden, and never leave their fields. */
export const secretKinds: readonly Field['kind'][] = ['password', 'newPassword', 'confirmation', 'token'];

/** What stands in code in the place of a secret. */
export const placeholder = (name: string): string =>
  `<${name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)}>`;

/** What a form holds, as far as it may be shown: what is not secret, and a placeholder for each secret. */
const shownValues = ({ fields }: Pick<Flow, 'fields'>, values: Values): Values =>
  Object.fromEntries(
    fields.flatMap(({ name, kind, optional }) => {
      const value = values[name] ?? '';
      if (secretKinds.includes(kind)) return optional && value === '' ? [] : [[name, placeholder(name)]];
      return [[name, value]];
    }),
  );

/** A value as TypeScript writes it, one line for what is short. */
export function literal(value: unknown, indent = ''): string {
  if (typeof value === 'string')
    return `'${JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
  if (typeof value !== 'object' || value === null) return String(value);
  const inner = `${indent}  `;
  const list = Array.isArray(value);
  const parts = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .map(([name, member]) => (list ? literal(member, inner) : `${nameOf(name)}: ${literal(member, inner)}`));
  const [open, close] = list ? ['[', ']'] : ['{', '}'];
  const line = list ? `[${parts.join(', ')}]` : `{ ${parts.join(', ')} }`;
  if (line.length <= 44 && !line.includes('\n')) return line;
  return `${open}\n${parts.map((part) => `${inner}${part},\n`).join('')}${indent}${close}`;
}

const nameOf = (name: string): string => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : literal(name));

/** The whole file to paste: the snippet, made with the client that the form asks for, and its call. */
export function codeOf(flow: Flow, values: Values, adapter: string, baseUrl: string | undefined): string {
  const shown = shownValues(flow, values);
  const options = { ...(baseUrl !== undefined && { baseUrl }), ...flow.client?.(shown) };
  const made = Object.keys(options).length > 0 ? `createClient(${literal(options)})` : 'createClient()';
  const source = flow.snippet
    .replace('@turbosmtp-auth/browser', `@turbosmtp-auth/${adapter}`)
    .replace('createClient()', () => made)
    .trim();
  return `${source}\n\nconsole.log(await ${flow.call(shown)});`;
}
