import { checklist, type Item } from './checklist.ts';
import type { Screen } from './prompts.ts';

type AskSecret = (
  screen: Screen,
  label: string,
  rules?: (typed: string) => readonly Item[],
) => Promise<string>;

/** A password that is being chosen: it is held against the rules, and typed twice. */
export async function askNewPassword(
  askSecret: AskSecret,
  screen: Screen,
  label: string,
  current: string | undefined,
): Promise<string> {
  for (;;) {
    const password = await askSecret(screen, label, (typed) => checklist(typed, current));
    if ((await askSecret(screen, `${label} again`)) === password) return password;
    screen.output.write(`${screen.paint('red', 'The two entries differ: type both again.')}\n`);
  }
}
