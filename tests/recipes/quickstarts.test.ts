import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const tests = join(import.meta.dirname, '..');
const document = readFileSync(join(tests, '..', 'docs', 'quickstarts.md'), 'utf8');

/** The code of a section, which has one block of it. */
function codeOf(heading: string): string {
  const section = document.split(/^## /m).find((each) => each.startsWith(`${heading}\n`));
  const [, code] = /^```ts\n([\s\S]*?)^```$/m.exec(section ?? '') ?? [];
  if (code === undefined) throw new Error(`docs/quickstarts.md has no code below "${heading}".`);
  return code;
}

const login = 'POST /api/v2/authorize 200';
const report = 'GET /api/v2/analytics 200';

/** What a section's program does on Node, after the lines that use it. The others need a page, Deno or a build. */
const quickstarts: readonly (readonly [heading: string, use: string, asked: readonly string[]])[] = [
  [
    'Node: Express or Fastify',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a template of the program
    'const url = `http://127.0.0.1:${app.server.address().port}/sends`;\nfor (const { ok } of await Promise.all([fetch(url), fetch(url)])) if (!ok) throw new Error(url);\nawait app.close();',
    [login, report, report],
  ],
  ['Next.js, on the server', "if (!(await GET()).ok) throw new Error('refused');", [login, report]],
  [
    'Cloudflare Workers',
    "if (!(await worker.fetch(new Request('http://worker/'), process.env)).ok) throw new Error('refused');",
    [login, report],
  ],
  ['Bun', '', [login, report]],
  ['Send a mail', '', ['POST /api/v2/mail/send 200']],
];

it.each(quickstarts)('"%s" works as it stands', (heading, use, asked) => {
  // Any free port, since the tests run beside other programs.
  const program = codeOf(heading)
    .replace('port: 8080', 'port: 0')
    .replace('export default', 'const worker =');
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [
      '--import=./recipes/children/sandbox-as-service.ts',
      '--input-type=module-typescript',
      '--eval',
      `${program}\n${use}`,
    ],
    { cwd: tests, encoding: 'utf8' },
  );
  expect(stderr).toBe('');
  expect([...stdout.matchAll(/'(\w+ \/api\/v2\/\S+ \d+)'/g)].map(([, line]) => line)).toEqual(asked);
});

it('the page made with Vite has the elements and fields that its program looks for', () => {
  const program = codeOf('A page made with Vite');
  const [, markup = ''] = /^```html\n([\s\S]*?)^```$/m.exec(document) ?? [];
  const fields = [...program.matchAll(/input\.get\('(\w+)'\)/g)].map(([, name]) => `name="${name}"`);
  const elements = [...program.matchAll(/querySelector\('(?:\[(\w+)=)?(\w+)\]?'\)/g)].map(
    ([, attribute, name]) => (attribute ? `${attribute}="${name}"` : `<${name}`),
  );
  expect([...elements, ...fields]).toEqual(['<form', 'role="status"', 'name="email"', 'name="password"']);
  for (const part of [...elements, ...fields]) expect(markup).toContain(part);
});
