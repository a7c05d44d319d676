import type { Paint, Style } from '../paint.ts';

/** The tokens of JSON, of which the rest is white space. */
const tokens = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*|true|false|null|[{}[\],:]/g;

/**
 * The lines of an answer for a terminal. JSON is indented, and coloured with `paint`. It is not parsed, so that each number and
 * text stays as the service wrote it. Control characters, which could do anything to a terminal, are escaped.
 */
export function renderForTerminal(text: string, paint: Paint | undefined): string[] {
  if (text === '') return [];
  return (
    isJson(text) ? indent(text, paint ?? ((_, token) => token)) : escapeControls(text).replace(/\n$/, '')
  ).split('\n');
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function indent(text: string, paint: Paint): string {
  const all = text.match(tokens) ?? [];
  let depth = 0;
  let shown = '';
  const line = (): string => `\n${'  '.repeat(depth)}`;
  for (const [at, token] of all.entries()) {
    const next = all[at + 1];
    const isEmpty = (token === '{' && next === '}') || (token === '[' && next === ']');
    if (token === '{' || token === '[') {
      depth++;
      shown += isEmpty ? token : `${token}${line()}`;
    } else if (token === '}' || token === ']') {
      depth--;
      shown += all[at - 1] === '{' || all[at - 1] === '[' ? token : `${line()}${token}`;
    } else if (token === ',') shown += `,${line()}`;
    else if (token === ':') shown += ': ';
    else shown += paint(styleOf(token, next === ':'), escapeControls(token));
  }
  return shown;
}

const styleOf = (token: string, isName: boolean): Style => {
  if (isName) return 'bold';
  return token.startsWith('"') ? 'green' : 'yellow';
};

/** All but tabs and ends of lines; of JSON, those that its texts may have as they are (DEL and C1). */
const escapeControls = (text: string): string =>
  text.replace(
    /(?![\n\t])[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
