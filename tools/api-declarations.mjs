// Reads one bundle of declarations: what it imports, declares and exports. Part of check-api.mjs.

const leftmost = (name) => (name?.type === 'TSQualifiedName' ? leftmost(name.left) : name);

/** The identifiers by which a declaration refers to others: not its members, parameters or labels. */
function* referencesIn(node) {
  if (Array.isArray(node)) for (const each of node) yield* referencesIn(each);
  if (typeof node?.type !== 'string') return;
  const names = [node.typeName, node.exprName, node.superClass];
  if (node.computed) names.push(node.key);
  if (node.type === 'TSInterfaceHeritage' || node.type === 'TSClassImplements') names.push(node.expression);
  for (const name of names.map(leftmost)) if (name?.type === 'Identifier') yield name;
  for (const child of Object.values(node)) if (typeof child === 'object') yield* referencesIn(child);
}

function withoutComments(text) {
  return text
    .replaceAll(/^\s*\/\*\*?[\s\S]*?\*\/[ \t]*\n/gm, '')
    .replaceAll(/^\s*\/\/.*\n/gm, '')
    .replaceAll(/[ \t]+$/gm, '');
}

/** The file that declares each name of a bundle. Until a bundle is printed, an array stands for each declaration. */
function filesOf(modules) {
  const files = new Map();
  for (const [file, { code }] of Object.entries(modules))
    for (const [, names] of (code ?? '').matchAll(/^var \[([\w$, ]+)\] = \[/gm))
      for (const name of names.split(', ')) files.set(name, file);
  return files;
}

const isType = (statement, kind) => statement.exportKind === 'type' || kind === 'type';

/**
 * `imports` and `declarations` are by the name in the bundle, `exports` by the name outside. `print` gives the text of a
 * declaration after a keyword, with other names in place of those in the bundle.
 */
export function readDeclarations(parse, { code, modules }) {
  const files = filesOf(modules);
  const imports = new Map();
  const declarations = new Map();
  const exports = new Map();
  const exportedWhole = [];

  const declare = (node) => {
    const id = node.type === 'VariableDeclaration' ? node.declarations[0].id : node.id;
    const file = files.get(id?.name);
    if (!file) throw new Error(`cannot tell which file declares ${id?.name ?? node.type}`);
    const references = [id, ...referencesIn(node)].sort((a, b) => a.start - b.start);
    const print = (rename, keyword) => {
      let text = keyword;
      let at = node.start;
      for (const { name, start } of references) {
        text += code.slice(at, start) + rename(name);
        at = start + name.length; // the node of a constant ends after its type
      }
      return withoutComments(text + code.slice(at, node.end));
    };
    const earlier = declarations.get(id.name); // an overload of the same function
    declarations.set(id.name, {
      file,
      name: id.name.replace(/\$\d+$/, ''),
      isType: node.type === 'TSInterfaceDeclaration' || node.type === 'TSTypeAliasDeclaration',
      references: [...(earlier?.references ?? []), ...references.map(({ name }) => name)],
      print: (rename, keyword = '') =>
        `${earlier ? `${earlier.print(rename, keyword)}\n` : ''}${print(rename, keyword)}`,
    });
    return id.name;
  };

  for (const node of parse(code, { lang: 'dts' }).body) {
    if (node.type === 'ImportDeclaration') {
      for (const { local, imported } of node.specifiers)
        imports.set(local.name, { from: node.source.value, name: imported?.name ?? '*' });
    } else if (node.type === 'ExportAllDeclaration' && !node.exported) {
      exportedWhole.push(node.source.value);
    } else if (node.type === 'ExportNamedDeclaration' && node.source) {
      for (const { local, exported, exportKind } of node.specifiers) {
        const unnamed = `${local.name} of ${node.source.value}`;
        imports.set(unnamed, { from: node.source.value, name: local.name });
        exports.set(exported.name, { local: unnamed, isType: isType(node, exportKind) });
      }
    } else if (node.type === 'ExportNamedDeclaration') {
      if (node.declaration) {
        const name = declare(node.declaration);
        exports.set(name, { local: name, isType: false });
      }
      for (const { local, exported, exportKind } of node.specifiers)
        exports.set(exported.name, { local: local.name, isType: isType(node, exportKind) });
    } else {
      declare(node);
    }
  }
  return { imports, declarations, exports, exportedWhole };
}
