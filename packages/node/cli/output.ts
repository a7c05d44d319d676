import type { Outcome } from './command.ts';
import type { Ending } from './exit-codes.ts';
import { tell } from './failure-report.ts';
import { Failure } from './failures.ts';
import type { FollowUp } from './follow-up.ts';
import type { Host } from './invocation.ts';
import { createPaint } from './paint.ts';
import { wrapFor } from './wrap.ts';

/** Where results and failures go. Each answers how the program ends. */
export interface Output {
  /** Prints a text as it is. */
  print(text: string): Promise<Ending>;
  /** Prints what a command came to. @throws what became of it where it could not be printed, and that matters. */
  deliver(outcome: Outcome): Promise<Ending>;
  /** Tells of a failure. `follow`: as the command was typed, where it was understood. */
  fail(error: unknown, follow?: FollowUp): Promise<Ending>;
  /** A line for a person who waits. */
  note(line: string): void;
}

/** `unread`: whoever would read it is gone, as `head` is after ten lines. */
type Written = 'yes' | 'unread' | 'no';

const noRoom = new Failure(
  'unexpected',
  'Standard output could not be written.',
  'Check for free disk space.',
  'unexpected',
);

export function createOutput({ stdout, stderr, env }: Host, json: boolean): Output {
  // An error that nobody listens to ends the program, with a trace. On standard error there is nowhere left to say so.
  for (const stream of [stdout, stderr]) stream.on('error', () => undefined);
  let broken = false;

  const write = (text: string | Uint8Array): Promise<Written> =>
    new Promise((resolve) => {
      if (text.length === 0) resolve('yes');
      else
        stdout.write(text, (error: NodeJS.ErrnoException | null | undefined) => {
          broken ||= Boolean(error);
          resolve(error ? (error.code === 'EPIPE' ? 'unread' : 'no') : 'yes');
        });
    });
  /** Each part waits for the one before, so that a slow reader is not a full memory. */
  const pass = async (stream: AsyncIterable<Uint8Array>): Promise<Written> => {
    for await (const part of stream) {
      const written = await write(part);
      if (written !== 'yes') return written;
    }
    return 'yes';
  };
  const note = (line: string): void => void stderr.write(`${wrapFor(stderr, line)}\n`);

  const fail: Output['fail'] = async (error, follow) => {
    // A program that reads one stream is told there, for as long as it is there.
    const readable = json && !broken;
    const { report, lines, ending } = await tell(error, follow);
    if (readable && (await write(`${JSON.stringify({ error: report })}\n`)) !== 'no') return ending;
    const [first = '', ...rest] = lines;
    const heading = report.code === 'interrupted' ? '' : `${createPaint(stderr, env)('red', 'error:')} `;
    note(`${heading}${first}`);
    for (const line of rest) note(`  ${line}`);
    return ending;
  };

  return {
    note,
    fail,
    print: async (text) => ((await write(text)) === 'no' ? fail(noRoom) : 'done'),
    deliver: async ({ json: object, lines, exact, stream, notes = [], ending = 'done', undelivered }) => {
      const all = json
        ? [JSON.stringify(object)]
        : lines.map((line) => (exact ? line : wrapFor(stdout, line)));
      const written =
        stream && !json ? await pass(stream) : await write(all.map((line) => `${line}\n`).join(''));
      if (written !== 'yes' && undelivered) throw await undelivered();
      if (written === 'no') {
        const failed = await fail(noRoom);
        return ending === 'done' ? failed : ending;
      }
      if (!json) notes.forEach(note);
      return ending;
    },
  };
}
