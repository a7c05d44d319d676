import { interrupted, usage } from '../failures.ts';
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
  /** The secrets, in order: typed unseen on a terminal, otherwise one a line from standard input. */
  secrets<const Q extends readonly Question[]>(questions: Q): Promise<{ [K in keyof Q]: string }>;
  /** What is no secret: the value given with `option`, or typed on a terminal. */
  text(given: string | undefined, label: string, option: string): Promise<string>;
  /** Yes or no; no where there is nobody to ask. */
  confirm(question: string): Promise<boolean>;
}

export function createQuestions(terminal: Terminal): Questions {
  const { stdin, output } = terminal;
  const interactive = stdin.isTTY === true;

  /** Loaded when somebody is asked something: `key` and `--help` never do. */
  const prompts = async (): Promise<typeof import('./prompts.ts') & { output: NodeJS.WriteStream }> => {
    if (!output)
      throw usage(
        'There is no terminal to ask on.',
        'Leave standard error on the terminal, or pipe the input in.',
      );
    return { ...(await import('./prompts.ts')), output };
  };

  return {
    interactive,
    secrets: async (questions) => {
      const answers: string[] = [];
      if (!interactive)
        answers.push(
          ...(await readLines(
            stdin,
            questions.map(({ name }) => name),
            terminal.signal,
          )),
        );
      else {
        const { askSecret, askNewPassword, output } = await prompts();
        for (const { label, chosen } of questions)
          answers.push(
            chosen
              ? await askNewPassword({ ...terminal, output }, label, answers[chosen.not ?? -1])
              : await askSecret({ ...terminal, output }, label),
          );
      }
      return answers as { [K in keyof typeof questions]: string }; // one answer for each question
    },
    text: async (given, label, option) => {
      if (given !== undefined) return given;
      if (!interactive) throw usage(`The ${label.toLowerCase()} is missing.`, `Give it with ${option}.`);
      const { askText, output } = await prompts();
      return askText({ ...terminal, output }, label);
    },
    confirm: async (question) => {
      if (!interactive) return false;
      if (terminal.signal.aborted) throw interrupted('interrupted');
      const { askConfirmation, output } = await prompts();
      return askConfirmation({ ...terminal, output }, question);
    },
  };
}
