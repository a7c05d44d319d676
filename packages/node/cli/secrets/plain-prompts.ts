import { on } from 'node:events';
import { emitKeypressEvents, type Key } from 'node:readline';
import { interrupted } from '../failures.ts';
import { type Item, renderChecklist, summarise } from './checklist.ts';
import type { Screen } from './prompts.ts';

// The questions of `prompts.ts` for a terminal that can take nothing away. No control character but the line feed is written.

/** A line that is shown as it is typed. */
export async function askText(screen: Screen, label: string): Promise<string> {
  for (;;) {
    const typed = await readLine(screen, `${screen.paint('bold', label)}: `, true);
    if (typed) return typed;
    complain(screen, 'It is empty.');
  }
}

/** A line of which nothing is shown, not even its length. `rules`: what it must be, shown before it is typed. */
export async function askSecret(
  screen: Screen,
  label: string,
  rules: (typed: string) => readonly Item[] = () => [],
): Promise<string> {
  const { output, paint, symbols } = screen;
  const show = (items: readonly Item[]): void => {
    for (const line of renderChecklist(items, symbols, paint)) output.write(`${line}\n`);
  };
  show(rules(''));
  for (;;) {
    const typed = await readLine(screen, `${paint('bold', label)}${paint('dim', ' (not shown)')}: `, false);
    const items = rules(typed);
    if (typed && items.every(({ passed }) => passed !== false)) {
      show(summarise(items));
      return typed;
    }
    complain(screen, typed ? 'It does not meet every rule yet.' : 'It is empty.');
    show(items);
  }
}

/** Yes or no; Enter means yes. */
export async function askConfirmation(screen: Screen, question: string): Promise<boolean> {
  for (;;) {
    const typed = await readLine(screen, `${screen.paint('bold', question)} (Yes/no) `, true);
    if (/^(?:y|yes)?$/i.test(typed)) return true;
    if (/^(?:n|no)$/i.test(typed)) return false;
    complain(screen, 'Answer yes or no.');
  }
}

const complain = ({ output, paint }: Screen, complaint: string): void =>
  void output.write(`${paint('red', complaint)}\n`);

/** What is typed up to Enter. Ctrl-C, Escape and, on an empty line, Ctrl-D end the program; so does its signal. */
function readLine({ output, keyboard, signal }: Screen, label: string, isShown: boolean): Promise<string> {
  const show = (text: string): void => void (isShown && output.write(text));
  return keyboard.ask(async (keys) => {
    output.write(label);
    emitKeypressEvents(keys);
    let line = '';
    try {
      for await (const [text, key] of on(keys, 'keypress', { signal }) as AsyncIterable<Keypress>) {
        if (key.name === 'return') return line;
        if (ends(key, line)) throw interrupted('interrupted');
        if (key.name === 'backspace' || (key.ctrl && key.name === 'u')) {
          line = key.ctrl ? '' : [...line].slice(0, -1).join('');
          show(`\n${label}${line}`); // what was typed stays on the screen, so the line is written again
        } else if (text !== undefined && !key.ctrl && !key.meta) {
          line += text;
          show(text);
        }
      }
      throw interrupted('interrupted'); // keys that end are a terminal that is gone
    } catch (error) {
      signal.throwIfAborted();
      throw error;
    } finally {
      output.write('\n');
    }
  });
}

type Keypress = [text: string | undefined, key: Key];

const ends = ({ name, ctrl }: Key, line: string): boolean =>
  name === 'escape' || (ctrl === true && (name === 'c' || (name === 'd' && line === '')));
