import type { Readable } from 'node:stream';
import { ConfirmPrompt, isCancel, type Prompt, TextPrompt } from '@clack/core';
import { interrupted } from '../failures.ts';
import { type Item, renderChecklist, summarise } from './checklist.ts';
import type { Keyboard } from './keyboard.ts';
import type { Terminal } from './terminal.ts';

/** A terminal with somewhere to write, and somebody who types. */
export type Screen = Omit<Terminal, 'stdin'> & {
  readonly output: NodeJS.WriteStream;
  readonly keyboard: Keyboard;
};

/** Ctrl-C, Escape and, on an empty line, Ctrl-D end the program; so does its signal. */
const answer = <T>(
  { keyboard, signal }: Pick<Screen, 'keyboard' | 'signal'>,
  promptWith: (input: Readable) => Prompt<T>,
): Promise<T> => keyboard.ask((input) => answerOf(promptWith(input), signal));

async function answerOf<T>(prompt: Prompt<T>, signal: AbortSignal): Promise<T> {
  prompt.on('key', (_, { ctrl, name }) => {
    // In raw mode the end of input is a key like any other.
    if (ctrl && name === 'd' && prompt.userInput === '') prompt.state = 'cancel';
  });
  const value = await prompt.prompt();
  signal.throwIfAborted();
  if (isCancel(value) || value === undefined) throw interrupted('interrupted');
  return value;
}

// The library fails on a screen that shrinks by one line, the last: what is wrong is told on a line that is there anyway.

/** A line that is shown as it is typed. */
export function askText(screen: Screen, label: string): Promise<string> {
  const { output, signal, paint } = screen;
  const promptWith = (input: Readable): TextPrompt =>
    new TextPrompt({
      input,
      output,
      signal,
      validate: (typed) => (typed ? undefined : 'It is empty.'),
      render() {
        const over = this.state === 'submit' || this.state === 'cancel';
        const typed = over ? this.userInput : this.userInputWithCursor;
        return `${paint('bold', label)}: ${typed}${this.state === 'error' ? ` ${paint('red', this.error)}` : ''}`;
      },
    });
  return answer(screen, promptWith);
}

/** The library takes a tab away again, for prompts that complete something. In a password it is a character like any other. */
class SecretPrompt extends TextPrompt {
  protected override _isActionKey(): boolean {
    return false;
  }
}

/** A line of which nothing is shown, not even its length. `rules`: what it must be, shown as it is typed. */
export function askSecret(
  screen: Screen,
  label: string,
  rules: (typed: string) => readonly Item[] = () => [],
): Promise<string> {
  const { output, signal, paint, symbols } = screen;
  const promptWith = (input: Readable): SecretPrompt =>
    new SecretPrompt({
      input,
      output,
      signal,
      validate: (typed = '') => {
        if (typed === '') return 'It is empty.';
        const unmet = rules(typed).some(({ passed }) => passed === false);
        return unmet ? 'It does not meet every rule yet.' : undefined;
      },
      render() {
        const items = rules(this.userInput);
        const shown = this.state === 'submit' ? summarise(items) : items;
        const complaint = this.state === 'error' ? ` ${paint('red', this.error)}` : '';
        const heading = `${paint('bold', label)}${paint('dim', ' (not shown)')}:${complaint}`;
        return [heading, ...renderChecklist(shown, symbols, paint)].join('\n');
      },
    });
  return answer(screen, promptWith);
}

/** Yes or no; Enter means yes. */
export function askConfirmation(screen: Screen, question: string): Promise<boolean> {
  const { output, signal, paint } = screen;
  const promptWith = (input: Readable): ConfirmPrompt =>
    new ConfirmPrompt({
      input,
      output,
      signal,
      active: 'yes',
      inactive: 'no',
      initialValue: true,
      render() {
        const [yes, no] = this.value ? ['Yes', 'no'] : ['yes', 'No'];
        const over = this.state === 'submit' || this.state === 'cancel';
        return `${paint('bold', question)} ${over ? (this.value ? yes : no) : `(${yes}/${no})`}`;
      },
    });
  return answer(screen, promptWith);
}
