const decoder = new TextDecoder();
const encoder = new TextEncoder();

/** Questions and news go to standard error, so that standard output has results alone. */
export function say(text: string): void {
  Deno.stderr.writeSync(encoder.encode(text));
}

/** The person ended the program at a question. */
export class Interrupted extends Error {}

/** What was read and not used yet: a chunk may hold several lines. */
let unread = '';

async function nextCharacter(): Promise<string | null> {
  while (unread === '') {
    const bytes = new Uint8Array(1024);
    const length = await Deno.stdin.read(bytes);
    if (length === null) return null;
    unread = decoder.decode(bytes.subarray(0, length), { stream: true });
  }
  const [character = ''] = unread;
  unread = unread.slice(character.length);
  return character;
}

/** A line, with the keys that a terminal leaves to the program while it echoes nothing. */
async function readLine(): Promise<string> {
  let line: string[] = [];
  for (;;) {
    const character = await nextCharacter();
    switch (character) {
      case null: // the input is over
        if (line.length === 0) throw new Interrupted();
        return line.join('');
      case '\r':
        if (unread.startsWith('\n')) unread = unread.slice(1);
        return line.join('');
      case '\n':
        return line.join('');
      case '\x03': // Ctrl-C
      case '\x04': // Ctrl-D
        throw new Interrupted();
      case '\x7f': // Backspace
      case '\b':
        line.pop();
        break;
      case '\x15': // Ctrl-U
        line = [];
        break;
      default:
        line.push(character);
    }
  }
}

/** Rejects with the reason of the signal once it aborts. */
const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });

/** Asks for a line without showing what is typed. Without a terminal it reads the next line of standard input. */
export async function askHidden(question: string, signal: AbortSignal): Promise<string> {
  const terminal = Deno.stdin.isTerminal();
  if (terminal) Deno.stdin.setRaw(true); // before the question, so that nothing typed after it is shown
  try {
    say(question);
    return await Promise.race([readLine(), aborted(signal)]);
  } finally {
    if (terminal) Deno.stdin.setRaw(false);
    say('\n');
  }
}
