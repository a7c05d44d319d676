import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { circlesAmong } from './circles.ts';
import { filesIn, type Import, importsIn } from './imports.ts';
import { isForeign, packages } from './packages.ts';
import { core, entries, everywhere, mayImport, ofetchUser, rooms, root } from './rooms.ts';

const importsOf = (name: string): Import[] =>
  importsIn(root, ...(packages[name]?.folders ?? []).map((folder) => `packages/${name}/${folder}`));
const told = ({ from, line, specifier }: Import): string => `${from}:${line} imports ${specifier}`;

test.each(Object.keys(packages))('no circle of imports in %s', (name) => {
  const arrows = importsOf(name).flatMap(({ from, to }) => (to === undefined ? [] : [[from, to] as const]));
  expect(arrows.length).toBeGreaterThan(0);
  expect(circlesAmong(arrows)).toEqual([]);
});

test.each(Object.keys(packages))('%s imports no package of ours that it may not', (name) => {
  expect(importsOf(name).filter(isForeign).map(told)).toEqual([]);
});

test('no arrow up in core', () => {
  const inCore = (file: string): string => file.slice(core.length + 1);
  const up = importsOf('core').filter(
    ({ from, to }) => to?.startsWith(`${core}/`) && !mayImport(inCore(from), inCore(to)),
  );
  expect(up.map(told)).toEqual([]);
});

test('every folder of core is a room, and every room a folder', () => {
  const folders = readdirSync(join(root, core), { withFileTypes: true }).filter((file) => file.isDirectory());
  expect(Object.keys(rooms).sort()).toEqual(folders.map(({ name }) => name).sort());
});

test('every file at the root of core is an entry, or one that any room may import', () => {
  const files = filesIn(root, core).map((file) => file.slice(core.length + 1));
  expect(files.filter((file) => !file.includes('/'))).toEqual([...entries, ...everywhere].sort());
});

test('the table of rooms has no circle, and names only what there is', () => {
  const arrows = Object.entries(rooms).flatMap(([from, { imports }]) =>
    imports.map((to) => [from, to] as const),
  );
  expect(circlesAmong(arrows)).toEqual([]);
  expect(arrows.filter(([, to]) => !(to in rooms))).toEqual([]);
  expect(existsSync(join(root, core, ofetchUser))).toBe(true);
});
