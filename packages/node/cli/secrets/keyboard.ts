import type { Readable } from 'node:stream';
import { usage } from '../failures.ts';
import { rowsOf } from './echoed-rows.ts';

/** What a person types on a terminal, also before it is asked for. */
export interface Keyboard {
  /** From now on, and until that is disposed of, nothing that is typed is shown, and all of it is kept for the questions. */
  hold(): Disposable;
  /** Asks a question, which reads what was typed ahead first. Only while it is held. */
  ask<T>(question: (keys: Readable) => Promise<T>): Promise<T>;
}

const INTERRUPT = 0x03;
const LINE_FEED = 0x0a;
const RETURN = 0x0d;

/**
 * `end`: what a signal does. Ctrl-C while nothing is asked is one, which a terminal that is held does not send; and so is the end of its input,
 * of which the signal of the system may come late. On a dumb terminal, what was typed ahead stays on the screen.
 */
export function createKeyboard(
  stdin: NodeJS.ReadStream,
  output: NodeJS.WriteStream,
  end: (name: 'SIGINT' | 'SIGHUP') => void,
  isDumb: boolean,
): Keyboard {
  let holders = 0;
  /** Until the event loop came round: what was typed by then was shown by the terminal, in the line that it edits. */
  let shown: Promise<void> = Promise.resolve();
  let wasShown = false;
  let ahead: Buffer = Buffer.alloc(0);
  let question: Readable | undefined;

  /** Line by line, since a question ends with its line, and the next one is for another question. */
  const pass = (): void => {
    if (!question || ahead.length === 0) return;
    const enter = ahead.indexOf(RETURN);
    const size = enter === -1 ? ahead.length : enter + 1;
    question.push(ahead.subarray(0, size));
    ahead = ahead.subarray(size);
    setImmediate(pass); // the same question again, if it did not take that
  };
  const take = (typed: Buffer): void => {
    if (wasShown && !isDumb && process.platform !== 'win32') {
      const up = rowsOf(typed.toString(), output.columns) - 1;
      output.write(`${up > 0 ? `\u001b[${up}A` : ''}\r\u001b[J`);
    }
    // While the terminal itself edits lines, Enter is a line feed. To a question it is what the key sends.
    const keys = typed.map((byte) => (byte === LINE_FEED ? RETURN : byte));
    if (!question && keys.includes(INTERRUPT)) end('SIGINT');
    else {
      ahead = Buffer.concat([ahead, keys]);
      pass();
    }
  };
  const gone = (): void => end('SIGHUP');
  const release = (): void => {
    holders--;
    if (holders > 0) return;
    stdin.off('data', take).pause();
    stdin.setRawMode(false); // an error if the terminal is gone
    stdin.off('end', gone).off('error', gone);
  };

  return {
    hold: () => {
      holders++;
      if (holders === 1) {
        stdin.on('end', gone).on('error', gone);
        stdin.setRawMode(true);
        stdin.on('data', take);
        stdin.resume(); // it was paused, if it was held before
        wasShown = true;
        shown = new Promise((resolve) => {
          // The first round may have begun; the second one reads all that is there.
          setImmediate(() =>
            setImmediate(() => {
              wasShown = false;
              resolve();
            }),
          );
        });
      }
      return { [Symbol.dispose]: release };
    },
    ask: async (work) => {
      await shown;
      const { Readable } = process.getBuiltinModule('node:stream');
      // A terminal to the question, which reads as from one, but is not to change its mode.
      const keys: Readable = Object.assign(new Readable({ read: () => undefined }), {
        isTTY: true,
        setRawMode: () => keys,
      });
      question = keys;
      setImmediate(pass); // once the question listens
      try {
        const answer = await work(keys);
        // What stands for bytes that were no UTF-8. Two different passwords would look the same.
        if (typeof answer === 'string' && answer.includes('\ufffd'))
          throw usage(
            'What was typed is not UTF-8.',
            'Set the terminal to UTF-8, then run the command again.',
          );
        return answer;
      } finally {
        question = undefined;
        if (ahead.includes(INTERRUPT)) end('SIGINT');
      }
    },
  };
}
