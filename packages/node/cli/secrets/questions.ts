import { interrupted, usage } from '../failures.ts';
import { createKeyboard } from './keyboard.ts';
import type { Screen } from './prompts.ts';
import { readLines } from './read-lines.ts';
import type { Terminal } from './terminal.ts';

/** A secret to ask for. */
export interface Question {
  /** Its place in messages: `the new password`. */
  readonly name: string;
  /** What a person is asked: `New password`. */
  readonly label: string;
  /** For a password that is being chosen, which gets a checklist and is typed twice. `not`: the answer to this question. */
  readonly chosen?: { readonly not?: number };
}

/** Asks for what must not be an argument. */
export interface Questions {
  /** Whether there is a person to ask. */
  readonly interactive: boolean;
  /** Shows nothing more of what is typed, and keeps it for the questions that come. For a command that will ask, before it writes. */
  expect(): Disposable;
  /** The secrets, in order: typed unseen on a terminal, otherwise one a line from standard input. */
  secrets<const Q extends readonly Question[]>(questions: Q): Promise<{ [K in keyof Q]: string }>;
  /** What is no secret: the value given with `option`, or typed on a terminal. */
  text(given: string | undefined, label: string, option: string): Promise<string>;
  /** Says a line to whoever is asked, before the question. */
  tell(line: string): void;
  /** Yes or no; no where there is nobody to ask. */
  confirm(question: string): Promise<boolean>;
}

type Prompts = Pick<typeof import('./prompts.ts'), 'askText' | 'askSecret' | 'askConfirmation'>;

export function createQuestions(terminal: Terminal): Questions {
  const { stdin, output } = terminal;
  const interactive = stdin.isTTY === true;

  const keyboard =
    interactive && output ? createKeyboard(stdin, output, terminal.end, terminal.isDumb) : undefined;
  const hold = (): Disposable => keyboard?.hold() ?? { [Symbol.dispose]: () => undefined };

  /** Loaded when somebody is asked something: `key` and `--help` never do. */
  const prompts = async (): Promise<Prompts & { screen: Screen }> => {
    if (!output || !keyboard)
      throw usage(
        'There is no terminal to ask on.',
        'To be asked, leave standard error on the terminal; otherwise pipe the input.',
      );
    const kind = await (terminal.isDumb ? import('./plain-prompts.ts') : import('./prompts.ts'));
    return { ...kind, screen: { ...terminal, output, keyboard } };
  };

  return {
    interactive,
    expect: hold,
    tell: (line) => void output?.write(`${line}\n`),
    secrets: async (questions) => {
      const answers: string[] = [];
      if (!interactive)
        answers.push(
          ...(await readLines(
            stdin,
            questions.map(({ name }) => name),
            terminal,
          )),
        );
      else {
        using _ = hold();
        const { askSecret, screen } = await prompts();
        const { askNewPassword } = await import('./new-password.ts');
        for (const { label, chosen } of questions)
          answers.push(
            chosen
              ? await askNewPassword(askSecret, screen, label, answers[chosen.not ?? -1])
              : await askSecret(screen, label),
          );
      }
      return answers as { [K in keyof typeof questions]: string }; // one answer for each question
    },
    text: async (given, label, option) => {
      if (given !== undefined) return given;
      if (!interactive) throw usage(`The ${label.toLowerCase()} is missing.`, `Give it with ${option}.`);
      using _ = hold();
      const { askText, screen } = await prompts();
      return await askText(screen, label);
    },
    confirm: async (question) => {
      if (!interactive) return false;
      if (terminal.signal.aborted) throw interrupted('interrupted');
      using _ = hold();
      const { askConfirmation, screen } = await prompts();
      return await askConfirmation(screen, question);
    },
  };
}
