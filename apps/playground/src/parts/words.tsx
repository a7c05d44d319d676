import type { JSX } from 'preact';

/** Where a line may end: after a word of a code, a name or an address. */
const joint = /(?<=[/_?&=])|(?<=[a-z])(?=[A-Z])/;

/** The parts of a path. */
export const slash = /(?<=\/)/;

/** A text of a machine's. If it is too long for its line, it is broken after a word and not within one. */
export function Words({ text, at = joint }: { text: string; at?: RegExp }): JSX.Element {
  return <>{text.split(at).map((word, index) => (index === 0 ? word : [<wbr key={index} />, word]))}</>;
}
