import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  instead,
  LONGEST,
  problemsInComments,
  problemsInLiterals,
  problemsInMarkdown,
  proseOfTree,
} from '../../tools/prose.mjs';

const many = (count: number) => Array.from({ length: count }, () => 'word').join(' ');
const long = `${many(LONGEST + 1)}.`;
const tooLong = `${LONGEST + 1} words in a sentence, at most ${LONGEST}: split "word word word word word word word …"`;
const foundIn = (text: string) => problemsInMarkdown(text).map(({ line, what }) => `${line}: ${what}`);

describe('words', () => {
  const words = [
    'nobody',
    'whoever',
    'whatever',
    'whichever',
    'none of',
    'shall',
    'is told',
    'are told',
    'thereby',
    'given up',
  ] as const;

  it.each(words)('finds "%s", and says what to write', (word) => {
    const found = [`2: "${word}": write ${instead[word]}`];
    expect(foundIn(`One line\nand ${word} the next.`)).toEqual(found);
    expect(foundIn(`\n${word.toUpperCase()} it.`)).toEqual(found);
    expect(foundIn(`It has \`${word}\`, and x${word}x.`)).toEqual([]);
  });

  it('finds words with a line end between them, and each of several', () => {
    expect(foundIn('It is\ntold, and nobody\nis told.').map((each) => each.slice(0, 12))).toEqual([
      '1: "is told"',
      '2: "nobody":',
      '3: "is told"',
    ]);
  });
});

describe('conditions', () => {
  const found = '"Where …," as a condition: write "If …,"';

  it('finds a sentence that says where for if', () => {
    expect(foundIn('It waits. Where there is no store, it ends.')).toEqual([`1: ${found}`]);
    expect(foundIn('- Where there is\n  no store, it ends.')).toEqual([`1: ${found}`]);
  });

  it('leaves alone a place, a question and a title', () => {
    expect(foundIn('Where the key is: in a file, sealed.')).toEqual([]);
    expect(foundIn('Where is the key, and why?')).toEqual([]);
    expect(foundIn('## Where ofetch stands')).toEqual([]);
    expect(foundIn('[Where the key is](storage.md) says which one, and why.')).toEqual([]);
    expect(foundIn('A store where it is, or not.')).toEqual([]);
  });
});

describe('long sentences', () => {
  it(`finds one of more than ${LONGEST} words, and names the line on which it begins`, () => {
    expect(foundIn(long)).toEqual([`1: ${tooLong}`]);
    expect(foundIn(`${many(LONGEST)}.`)).toEqual([]);
    expect(foundIn(`Short.\nShort!\n${long}`)).toEqual([`3: ${tooLong}`]);
    expect(foundIn(`Short. ${many(10)}\n${many(16)}.`)).toEqual([`1: ${tooLong}`]);
  });

  it('counts no code, address, mark or rule', () => {
    const end = `${many(LONGEST)}.`;
    expect(foundIn(`\`a b c\` ${end}`)).toEqual([]);
    expect(foundIn(`\`\`a \` b\`\` ${end}`)).toEqual([]);
    expect(foundIn(`[${many(LONGEST)}](https://example.com/a_(b) "a title").`)).toEqual([]);
    expect(foundIn(`https://example.com <https://example.com> <br> <!-- a\nb --> — ${end}`)).toEqual([]);
    expect(foundIn(`\`\`\`sh\n${long}\nnobody\n\`\`\`\n${end}`)).toEqual([]);
    expect(foundIn(`- x\n\n  \`\`\`ts\n  ${long}\n  \`\`\``)).toEqual([]);
    expect(foundIn(`---\n"packages": ${long}\n---\n\n${end}`)).toEqual([]);
    expect(foundIn(`**word** _word_ [${many(LONGEST - 1)}](./x.md).`)).toEqual([`1: ${tooLong}`]);
  });

  it('ends a sentence where a reader does', () => {
    const half = many(LONGEST - 5);
    for (const end of ['. ', '! ', '? ', '.) ', '." ', '.** ', '\n\n', '\n- ', '\n1. ', '\n## ', '\n| x |\n'])
      expect(foundIn(`${half}${end}${half}`), JSON.stringify(end)).toEqual([]);
    expect(foundIn(`## ${half}\n${half}`)).toEqual([]);
    expect(foundIn(`${half} \`code\`. ${half}`)).toEqual([]);
    for (const middle of [' e.g. ', ' 1.5 ', ' Node.js ', ': ', '; ', ', ', '\n', '\n  ', '\n> '])
      expect(foundIn(`> ${half}${middle}${half}`), JSON.stringify(middle)).toHaveLength(1);
  });

  it('takes each cell of a table on its own', () => {
    expect(
      foundIn(`| ${many(20)} | ${many(20)} |\n| --- | --- |\n| \`nobody | nobody\` | ${long} |`),
    ).toEqual([`3: ${tooLong}`]);
  });

  it('leaves alone a subject of a commit, and a header', () => {
    expect(foundIn('cli: say what nobody asked')).toEqual([]);
    expect(foundIn('Retry-After: nobody')).toEqual([]);
    expect(foundIn(`cli: ${many(LONGEST)}.`)).toHaveLength(1);
  });
});

describe('code', () => {
  const linesOf = (problems: { line: number }[]) => problems.map(({ line }) => line);

  it('finds what comments and docstrings say, and nothing else', () => {
    const code = `// Nobody.
const nobody = 'nobody is told'; // nobody
/**
 * Answers.
 *
 * @param x Nobody.
 * @example
 * \`\`\`ts
 * nobody(\`is told\`); // nobody
 * \`\`\`
 */
function answer(x = \`// \${nobody /* whoever */}\`) {
  // It waits for
  // whoever is there.
  return x;
}
interface Member {
  /** Whatever. */
  readonly x: string;
}
`;
    expect(linesOf(problemsInComments(code))).toEqual([1, 2, 6, 12, 14, 18]);
  });

  it('takes lines of comment below each other as one text, and tags as texts of their own', () => {
    const half = many(20);
    expect(linesOf(problemsInComments(`// ${half}\n// ${half}.\nx;`))).toEqual([1]);
    expect(linesOf(problemsInComments(`// ${half}\n\n// ${half}.\nx;`))).toEqual([]);
    expect(linesOf(problemsInComments(`x; // ${half}\ny; // ${half}.`))).toEqual([]);
    expect(linesOf(problemsInComments(`/** ${half}\n * ${half}. */\nx;`))).toEqual([1]);
    expect(linesOf(problemsInComments(`/**\n * ${half}\n * @throws {Error} ${half}\n */\nx;`))).toEqual([]);
    expect(linesOf(problemsInComments(`/** ${many(24)} {@link x} {@link y|word}. */\nx;`))).toEqual([]);
  });

  it('finds what literals say, also in pieces and with values in them', () => {
    const half = many(13);
    expect(linesOf(problemsInLiterals(`const x = 'Nobody waits.';`))).toEqual([1]);
    expect(linesOf(problemsInLiterals(`// nobody waits\nconst nobody = 'nobody';`))).toEqual([]);
    expect(linesOf(problemsInLiterals(`f(\n'${half} ' +\n'${half}.');`))).toEqual([2]);
    expect(linesOf(problemsInLiterals(`f(\`${many(24)} \${x} word.\`);`))).toEqual([1]);
    expect(linesOf(problemsInLiterals(`f(\`\${f('is told it')}.\`);`))).toEqual([1]);
    expect(linesOf(problemsInLiterals('f(`One line\nand whoever waits.`);'))).toEqual([2]);
  });
});

describe('a tree', () => {
  async function inTree<T>(files: Record<string, string>, work: (root: string) => T): Promise<T> {
    const root = await mkdtemp(join(tmpdir(), 'turbosmtp-auth-prose-'));
    try {
      for (const [name, text] of Object.entries(files)) {
        await mkdir(dirname(join(root, name)), { recursive: true });
        await writeFile(join(root, name), text);
      }
      return work(root);
    } finally {
      await rm(root, { recursive: true });
    }
  }

  const documents = [
    'README.md',
    '.changeset/some.md',
    '.github/pull_request_template.md',
    'docs/storage.md',
    'docs/decisions/one.md',
    'examples/one/README.md',
    'apps/docs/home.md',
    'benchmarks/README.md',
    'packages/core/README.md',
  ];
  const sources = {
    'docs/errors.md': 'Nobody waits.',
    'packages/core/src/session/login.ts': '// Nobody waits.',
    'packages/core/src/call/hints.ts': "export const hint = 'Nobody waits.';",
    'packages/core/src/wire.ts': "export const text = 'Nobody waits.';",
    'packages/core/src/locales/german.ts': "export const german = 'Nobody waits.';",
    'packages/core/src/errors/english.ts': "export const english = 'Nobody waits.';",
    'packages/node/cli/texts/english.ts': "export const english = 'Nobody waits.';",
    'packages/node/cli/help.ts': "export const help = 'Nobody waits.';",
  };
  const others = {
    'packages/core/CHANGELOG.md': 'Nobody waits.',
    'packages/core/dist/README.md': 'Nobody waits.',
    'node_modules/other/README.md': 'Nobody waits.',
    'docs/node_modules/other/README.md': 'Nobody waits.',
    'packages/node/src/redis/slot-scripts.ts': "export const script = 'Nobody waits.';",
    'packages/node/cli/completion/bash.ts': "export const script = 'Nobody waits.';",
    'packages/core/test/login.test.ts': '// Nobody waits.',
  };
  const filesOf = ({ problems }: { problems: string[] }) =>
    problems.map((each) => each.slice(0, each.indexOf(':'))).sort();

  it('reads each document, and what the code says', () =>
    inTree(
      { ...Object.fromEntries(documents.map((name) => [name, 'Nobody waits.'])), ...sources, ...others },
      (root) => {
        const found = proseOfTree(root);
        expect(filesOf(found)).toEqual([...documents, ...Object.keys(sources)].sort());
        expect(found.files).toBe(documents.length + Object.keys(sources).length + 1); // a script has comments too
        expect(found.problems).toContain(`README.md:1: "nobody": write ${instead.nobody}`);
      },
    ));
});
