import { describe, expect, it } from 'vitest';
import { arrangeReports } from '../../tools/api-reports.mjs';

type Entry = Parameters<typeof arrangeReports>[0][number];

/** The interface `name` of a file, with a member of each type that it names. */
const declared = (name: string, file: string, ...types: string[]) =>
  [
    name,
    {
      name: name.replace(/\$\d+$/, ''),
      file: `${file}.d.ts`,
      isType: true,
      references: [name, ...types],
      print: (rename: (local: string) => string, keyword = '') =>
        `${keyword}interface ${rename(name)} { ${types.map((type) => `${type.toLowerCase()}: ${rename(type)}`).join('; ')} }`,
    },
  ] as const;

const entry = (
  name: string,
  declarations: readonly ReturnType<typeof declared>[],
  exported: readonly string[],
): Entry => ({
  name,
  imports: new Map(),
  declarations: new Map(declarations),
  exports: new Map(exported.map((each) => [each.replace(/\$\d+$/, ''), { local: each, isType: true }])),
  exportedWhole: [],
});

const slot = declared('Slot', 'slot');
const store = declared('Store', 'store', 'Slot');

describe('a declaration that several entries name stands', () => {
  it('with the first that exports it, and the others import it', () => {
    const entries = [
      entry('index', [store, slot], ['Store', 'Slot']),
      entry('seal', [store, slot], ['Store']),
    ];
    expect(Object.fromEntries(arrangeReports(entries).reports)).toEqual({
      index: 'export interface Slot {  }\nexport interface Store { slot: Slot }\n',
      seal: 'export type { Store } from "./index";\n',
    });
  });

  it('with each that exports one of its name, unless one entry names both', () => {
    const [ours, theirs] = [declared('Store', 'ours'), declared('Store', 'theirs', 'Slot')];
    const { reports } = arrangeReports([
      entry('index', [ours], ['Store']),
      entry('other', [theirs, slot], ['Store', 'Slot']),
    ]);
    expect(reports.get('index')).toBe('export interface Store {  }\n');
    expect(reports.get('other')).toContain('export interface Store { slot: Slot }\n');
    const both = entry('index', [ours, declared('Store$1', 'theirs')], ['Store']);
    const other = entry('other', [declared('Store', 'theirs')], ['Store']);
    expect(() => arrangeReports([both, other])).toThrow('rename one of those called Store');
  });

  it('with the main entry, if that names it and none exports it', () => {
    const [one, two] = [declared('One', 'one', 'Slot'), declared('Two', 'two', 'Slot')];
    const entries = [entry('index', [one, slot], ['One']), entry('seal', [two, slot], ['Two'])];
    const { reports } = arrangeReports(entries);
    expect(reports.get('index')).toContain('\ninterface Slot {  }\n');
    expect(reports.get('seal')).toBe(
      'import type { Slot } from "./index";\n\nexport interface Two { slot: Slot }\n',
    );
  });

  it('in a report of its own, if neither the main entry names it nor any exports it', () => {
    const [one, two] = [declared('One', 'one', 'Slot'), declared('Two', 'two', 'Slot')];
    const entries = [
      entry('index', [], []),
      entry('files', [one, slot], ['One']),
      entry('seal', [two, slot], ['Two']),
    ];
    const { reports } = arrangeReports(entries);
    expect(reports.get('shared')).toBe('interface Slot {  }\n');
    expect(reports.get('files')).toContain('import type { Slot } from "./shared";');
  });
});

it('names of other files that are the same have the name of the file in them', () => {
  const options = [declared('Options$1', 'read-file'), declared('Options', 'send')];
  const use = declared('Use', 'use', 'Options', 'Options$1');
  const { reports, copies } = arrangeReports([
    entry('index', [...options.map((each) => each), use], ['Use']),
    entry('send', [declared('Options', 'send'), declared('Send', 'send', 'Options')], ['Send']),
  ]);
  expect(reports.get('index')).toContain('options: Options$send; options$1: Options$readFile');
  expect(reports.get('send')).toContain('import type { Options$send } from "./index";');
  expect(copies).toEqual(['Options is declared twice: read-file.d.ts, send.d.ts']);
});

it('a type that another file declares in the same words is reported', () => {
  const entries = [entry('index', [slot], ['Slot']), entry('seal', [declared('Slot', 'copy')], [])];
  expect(arrangeReports(entries).copies).toEqual(['Slot is declared twice: slot.d.ts, copy.d.ts']);
});
