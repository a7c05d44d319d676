import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import type { CommandSpec } from '../../cli/command.ts';
import { commands } from '../../cli/commands.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { globalOptions } from '../../cli/global-options.ts';
import packageJson from '../../package.json' with { type: 'json' };

/** The manual page as a reader sees its words. */
async function page(): Promise<string> {
  const file = new URL(`../../${packageJson.man}`, import.meta.url);
  return (await readFile(file, 'utf8'))
    .replaceAll('\\-', '-')
    .replaceAll(/\\f[BIR]/g, '')
    .replaceAll('\\e', '\\');
}

const leaves = (all: readonly CommandSpec[], before = ''): (readonly [string, CommandSpec])[] =>
  all.flatMap((each) => {
    const words = `${before}${each.name}`;
    return each.commands ? leaves(each.commands, `${words} `) : [[words, each] as const];
  });

it('the manual page has every command with its options and examples, every exit code and each option of all', async () => {
  const text = await page();
  for (const [words, { options = [], examples = [], description = '' }] of leaves(commands)) {
    const [, section = ''] = text.split(`\n.SS "${words}"\n`);
    const [own = ''] = section.split('\n.S');
    expect(own, words).toContain(`turbosmtp-auth ${words}`);
    expect(own, words).toContain(description);
    for (const { flags } of options) expect(own, words).toContain(flags.replaceAll(/[<>]/g, ''));
    for (const [line] of examples) expect(own, words).toContain(line);
  }
  for (const { flags } of globalOptions) expect(text).toContain(flags.replaceAll(/[<>]/g, ''));
  for (const code of Object.values(exitCodes)) expect(text).toContain(`\n.TP\n${code}\n`);
});

it('the manual page is nothing but known requests and text', async () => {
  for (const line of (await page()).split('\n'))
    if (/^[.']/.test(line)) expect(line).toMatch(/^\.(?:\\"|TH|SH|SS|PP|TP|RS|RE|nf|fi)(?: |$)/);
});
