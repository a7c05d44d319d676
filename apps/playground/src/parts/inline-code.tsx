import type { JSX } from 'preact';

/** A sentence in which backticks mark code. */
export function InlineCode({ text }: { text: string }): JSX.Element {
  const parts = text.split('`');
  return <>{parts.map((part, index) => (index % 2 === 0 ? part : <code key={part}>{part}</code>))}</>;
}
