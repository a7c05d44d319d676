import { globSync, readFileSync } from 'node:fs';
import { createClient, type TraceEvent } from '@turbosmtp-auth/node';
import { createSandbox } from '@turbosmtp-auth/sandbox';
import { expect, test } from 'vitest';
import { ada } from './service.ts';

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');
const documents = ['integrations', 'observability'].map((name) => read(`../../docs/${name}.md`)).join('\n');
const plugs = globSync('*.ts', { cwd: new URL('plugs/', import.meta.url) });

test.for(plugs)('the document shows plugs/%s as it was tested', (file) => {
  expect(documents).toContain(`\`\`\`ts\n${read(`plugs/${file}`)}\`\`\`\n`);
});

test('the document lists every event, with all of its fields', async () => {
  const rows = documents.matchAll(/^\| `(\w+)` \| ((?:`\w+`(?:, )?)+) \|/gm);
  const documented = Object.fromEntries(
    [...rows].map(([, type = '', fields = '']) => [type, fields.replaceAll('`', '').split(', ').toSorted()]),
  );

  const events: TraceEvent[] = [];
  const sandbox = createSandbox({ accounts: [ada] });
  const client = createClient({
    fetch: sandbox.fetch,
    credentials: ada,
    profile: 'documented',
    trace: (event) => events.push(event),
  });
  sandbox.faults.add({ kind: 'html', match: { operation: 'verifyResetToken' } });
  await client.verifyResetToken({ token: 'unknown' });
  await client.logout();
  await expect(client.apiKey()).rejects.toThrow();

  const told: Record<string, string[]> = {};
  for (const { call, operation, type, ...facts } of events) {
    expect(call).toMatch(/./);
    expect(operation).toMatch(/./);
    told[type] = Object.keys(facts).toSorted();
  }
  expect(told).toEqual(documented);
});
