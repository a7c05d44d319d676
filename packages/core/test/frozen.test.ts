// All code of a program shares what this package exports. No part of the program may change it for the others.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const manifest: { exports: Record<string, { default?: string }> } = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
);
const entries = Object.values(manifest.exports).flatMap((entry) => entry.default ?? []);

const isTable = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** What decides where a call goes and what it is refused for, not only what is said. */
const deep = ['operations', 'passwordRules'];

const tables: [name: string, table: object][] = [];
for (const entry of entries) {
  const source = new URL(`..${entry.replace('./dist', '/src').replace(/js$/, 'ts')}`, import.meta.url);
  const exported: Record<string, unknown> = await import(/* @vite-ignore */ source.href);
  for (const [name, value] of Object.entries(exported)) {
    if (!isTable(value)) continue;
    tables.push([`${entry} ${name}`, value]);
    if (!deep.includes(name)) continue;
    for (const [member, part] of Object.entries(value)) tables.push([`${entry} ${name}.${member}`, part]);
  }
}

describe('what the entries export', () => {
  test.each(tables)('%s cannot be changed', (_name, table) => {
    const before = Object.entries(table);
    const changes = [
      () => Object.assign(table, { [before[0]?.[0] ?? 'added']: 'changed' }),
      () => Object.assign(table, { added: 'added' }),
      () => delete (table as Record<string, unknown>)[before[0]?.[0] ?? ''],
      () => Array.isArray(table) && table.reverse(),
      () => Array.isArray(table) && Object.assign(table, { length: 0 }),
    ];
    for (const change of changes.slice(0, Array.isArray(table) ? 5 : 3)) expect(change).toThrow(TypeError);
    expect(Object.entries(table)).toEqual(before);
  });

  test('has the tables that others rely on', () => {
    expect(tables.map(([name]) => name)).toEqual(
      expect.arrayContaining([
        './dist/index.js assurances',
        './dist/index.js operations.login',
        './dist/password.js passwordRules.0',
      ]),
    );
  });
});
