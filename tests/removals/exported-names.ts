/** One thing that an entry exports, and the text of the entry without it. */
interface Removal {
  readonly name: string;
  readonly text: string;
}

const lists = /export (?:type )?\{([^}]*)\}[^;]*;/g;
const stars = /export (?:type )?\* from '([^']+)';/g;
const declarations = /^export (?=(?:declare |async )?(?:const|let|function|class|interface|type) (\w+))/gm;

const without = (text: string, at: number, length: number, rest = ''): string =>
  `${text.slice(0, at)}${rest}${text.slice(at + length)}`;

/** Every name that the text of an entry exports, and every star, each with the text without it. */
export function removalsFrom(text: string): readonly Removal[] {
  const found: Removal[] = [];
  for (const { 0: list, 1: inside = '', index } of text.matchAll(lists)) {
    const names = inside
      .split(',')
      .map((name) => name.trim())
      .filter(Boolean);
    for (const name of names) {
      const others = names.filter((other) => other !== name);
      const rest = others.length === 0 ? 'export {};' : list.replace(inside, () => ` ${others.join(', ')} `);
      found.push({ name, text: without(text, index, list.length, rest) });
    }
  }
  for (const { 0: star, 1: from, index } of text.matchAll(stars))
    found.push({ name: `* of ${from}`, text: without(text, index, star.length, 'export {};') });
  for (const { 0: keyword, 1: name = '', index } of text.matchAll(declarations))
    found.push({ name, text: `${without(text, index, keyword.length)}\nexport {};\n` });
  return found;
}
