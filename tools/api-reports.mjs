// Arranges what the entries of a package declare in reports, each declaration in one. Part of check-api.mjs.
import { basename } from 'node:path';

const shared = 'shared';

const order = (a, b) => {
  const [first, second] = [a.toLowerCase(), b.toLowerCase()];
  return first === second ? Number(a > b) - Number(a < b) : Number(first > second) - Number(first < second);
};
const camelCase = (text) => text.replaceAll(/[^A-Za-z0-9]+(.)?/g, (_, next = '') => next.toUpperCase());

/** Every declaration of the package once, with the entries that name it and those that export it. */
function gather(entries) {
  const all = new Map();
  for (const entry of entries)
    for (const [local, declaration] of entry.declarations) {
      const key = `${declaration.file}#${declaration.name}`;
      const known = all.get(key) ?? { ...declaration, entry, namedBy: [], exportedBy: [] };
      all.set(key, known);
      entry.declarations.set(local, known);
      known.namedBy.push(entry.name);
      if ([...entry.exports.values()].some((each) => each.local === local)) known.exportedBy.push(entry.name);
    }
  return [...all.values()];
}

/** A declaration keeps its name, unless several of the package have it: then one that no entry exports adds its file's. */
function entitle(all) {
  for (const declaration of all) {
    const { name, file, exportedBy } = declaration;
    const alone = all.every((other) => other === declaration || other.name !== name);
    const suffix = camelCase(basename(file).replace(/\.d\.ts$/, ''));
    declaration.title = alone || exportedBy.length > 0 ? name : `${name}$${suffix}`;
  }
  // Two entries may each export one of a name, such as `createClient`, unless an entry names both.
  const clash = (one, other) =>
    one !== other &&
    (one.exportedBy.length === 0 || one.namedBy.some((entry) => other.namedBy.includes(entry)));
  for (const [title, same] of Map.groupBy(all, ({ title }) => title))
    if (same.some((one) => same.some((other) => clash(one, other))))
      throw new Error(`rename one of those called ${title}: ${same.map(({ file }) => file).join(', ')}`);
}

/** The report with a declaration: a package's main entry is the first. */
function homeOf({ namedBy, exportedBy }, main) {
  return exportedBy[0] ?? (namedBy.includes(main) ? main : namedBy.length === 1 ? namedBy[0] : shared);
}

/** The name in a report for a name in the bundle of an entry, and where it is imported from, if it is. */
function resolve({ declarations, imports }, local, titles) {
  const declaration = declarations.get(local);
  if (declaration) return { title: declaration.title, from: `./${declaration.home}`, declaration };
  const imported = imports.get(local);
  if (!imported) return { title: local }; // of the language or the platform
  const { name, from } = imported;
  return { title: name === '*' || titles.has(name) ? local : name, from, imported: name };
}

/** Lines such as `import type { A, B as C } from "x";`, sorted, from pairs of a source and a specifier. */
function statements(keyword, pairs) {
  return [...Map.groupBy(pairs, ([from]) => from)]
    .sort(([a], [b]) => order(a, b))
    .map(([from, found]) => {
      const names = [...new Set(found.map(([, specifier]) => specifier))].sort(order);
      return `${keyword} { ${names.join(', ')} } from "${from}";`;
    });
}

function print(name, declarations, entry, titles) {
  const imports = [];
  const exported = [];
  const unexported = [];
  const reexports = { 'export type': [], export: [] };
  const renamed = [];

  for (const declaration of declarations) {
    const find = (local) => resolve(declaration.entry, local, titles);
    for (const { title, from, imported = title } of declaration.references.map(find)) {
      if (!from || from === `./${name}`) continue;
      if (imported === '*') imports.push([from, `* as ${title}`]);
      else imports.push([from, imported === title ? title : `${imported} as ${title}`]);
    }
    const isExported = declaration.exportedBy.includes(name);
    const text = declaration.print((local) => find(local).title, isExported ? 'export ' : '');
    (isExported ? exported : unexported).push([declaration.title, text]);
  }
  for (const [outside, { local, isType }] of entry?.exports ?? []) {
    const { title, from, imported = title } = resolve(entry, local, titles);
    const specifier = imported === outside ? outside : `${imported} as ${outside}`;
    if (from === `./${name}`) {
      if (title !== outside) renamed.push(`export { ${specifier} };`);
    } else reexports[isType ? 'export type' : 'export'].push([from, specifier]);
  }

  const texts = (list) => list.sort(([a], [b]) => order(a, b)).map(([, text]) => text);
  const sections = [
    [
      ...statements('import type', imports),
      ...(entry?.exportedWhole ?? []).map((from) => `export * from "${from}";`),
      ...statements('export type', reexports['export type']),
      ...statements('export', reexports.export),
    ],
    [...texts(exported), ...renamed],
    unexported.length > 0 && entry
      ? ['// Named above, and not exported:', ...texts(unexported)]
      : texts(unexported),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

/** Types that stand twice in one package, under one name and with one text. Two constants may well have one type. */
function copiesAmong(all) {
  const types = all.filter(({ isType }) => isType);
  return [
    ...Map.groupBy(
      types,
      ({ name, print }) => `${name} ${print((local) => local.replace(/\$\d+$/, ''))}`,
    ).values(),
  ]
    .filter((same) => same.length > 1)
    .map((same) => `${same[0].name} is declared twice: ${same.map(({ file }) => file).join(', ')}`);
}

/** The reports of a package, by name, and what is wrong with them. */
export function arrangeReports(entries) {
  const all = gather(entries);
  const copies = copiesAmong(all);
  entitle(all);
  for (const declaration of all) declaration.home = homeOf(declaration, entries[0].name);
  const titles = new Set(all.map(({ title }) => title));
  const homes = Map.groupBy(all, ({ home }) => home);
  const byName = new Map(entries.map((entry) => [entry.name, entry]));
  if (byName.has(shared) && homes.has(shared)) throw new Error(`an entry is called ${shared}`);
  const names = new Set([...byName.keys(), ...homes.keys()]);
  const reports = new Map(
    [...names].map((name) => [name, print(name, homes.get(name) ?? [], byName.get(name), titles)]),
  );
  return { reports, copies };
}
