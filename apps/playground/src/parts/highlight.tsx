import type { JSX } from 'preact';
import { MASK } from '../service/mask.ts';
import { Words } from './words.tsx';

const grammar =
  /(\/\/.*|\/\*[\s\S]*?\*\/)|('(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`)|\b(import|export|from|const|async|function|return|try|catch|throw|if|await|new|instanceof|null|true|false)\b|(\b\d[\d_.]*\b)/g;
const classes = ['comment', 'string', 'keyword', 'number'] as const;

/** TypeScript or JSON, coloured by a grammar that is just good enough for what this page shows. */
export function highlight(code: string): (JSX.Element | string)[] {
  const shown: (JSX.Element | string)[] = [];
  let end = 0;
  for (const match of code.matchAll(grammar)) {
    shown.push(code.slice(end, match.index));
    const [text, ...groups] = match;
    const kind = classes[groups.findIndex((group) => group !== undefined)];
    shown.push(
      <span key={match.index} class={text.includes(MASK) ? 'token masked' : `token ${kind}`}>
        {text}
      </span>,
    );
    end = match.index + text.length;
  }
  return [...shown, code.slice(end)];
}

/** The first line and the headers of a message, each mask marked. */
export function highlightHead(first: string, headers: readonly (readonly [string, string])[]): JSX.Element {
  return (
    <>
      <span class="token head">{marked(first)}</span>
      {headers.map(([name, value]) => (
        <span key={name}>
          {'\n'}
          <span class="token name">{name}: </span>
          {marked(value)}
        </span>
      ))}
    </>
  );
}

const marked = (text: string): (JSX.Element | string)[] =>
  text.split(MASK).flatMap((part, index) =>
    index === 0
      ? [<Words key={index} text={part} />]
      : [
          <span key={part} class="token masked">
            {MASK}
          </span>,
          <Words key={index} text={part} />,
        ],
  );
