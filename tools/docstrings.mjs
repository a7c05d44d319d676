// What the docstrings of built declarations lack, read with the compiler as an editor reads them. Part of check-docstrings.mjs.
import { basename, sep } from 'node:path';
import ts from 'typescript-6';

/** Says for whom a function is that people who log in never call: it needs no example. */
const forAuthors = /\bFor authors of (?:adapters|stores|locks)\b/;
/** A function that answers a promise says why it rejects, or that it does not. */
const neverRejects = /\bNever rejects\b/;
/** What an option is if it is left out. */
const defaults = /\b(?:default|absent)\b/i;
/** As in `(contract, "POST /authorize")`. */
const section = /\(contract, "[^"]+"\)/;

const isNamed = (node) =>
  ts.isInterfaceDeclaration(node) ||
  ts.isTypeAliasDeclaration(node) ||
  ts.isClassDeclaration(node) ||
  ts.isFunctionDeclaration(node) ||
  ts.isVariableDeclaration(node);

const isOptions = ({ name }) => /(?:Options|Input)$/.test(name?.text ?? '');

const isMember = (node) =>
  ts.isPropertySignature(node) ||
  ts.isMethodSignature(node) ||
  ts.isPropertyDeclaration(node) ||
  ts.isMethodDeclaration(node) ||
  ts.isGetAccessorDeclaration(node);

const textOf = ({ comment }) => ts.getTextOfJSDocComment(comment) ?? '';

/** A literal, a list of literals, and what another constant is. */
const saysWhatItIs = (type) =>
  type !== undefined &&
  (ts.isLiteralTypeNode(type) ||
    ts.isTypeQueryNode(type) ||
    (ts.isTypeOperatorNode(type) && saysWhatItIs(type.type)) ||
    (ts.isTupleTypeNode(type) && type.elements.every(saysWhatItIs)));

/** The docstring of a declaration; of a constant, it stands before the statement. */
function docOf(node) {
  const host = ts.isVariableDeclaration(node) ? node.parent.parent : node;
  const docs = ts.getJSDocCommentsAndTags(host).filter(ts.isJSDoc);
  const tags = docs.flatMap((doc) => [...(doc.tags ?? [])]);
  return {
    /** What stands before the tags, in one line. */
    sentence: docs.map(textOf).join(' ').replaceAll(/\s+/g, ' ').trim(),
    /** What each `@throws` says. */
    throws: tags.filter(ts.isJSDocThrowsTag).map(textOf).filter(Boolean),
    shows: tags.some((tag) => tag.tagName.text === 'example' && textOf(tag).includes('```ts\n')),
  };
}

/** The function type of a declaration, if calling it is what it is for. */
function callOf(node) {
  if (ts.isFunctionDeclaration(node) || ts.isMethodSignature(node) || ts.isMethodDeclaration(node))
    return node;
  const { type } = node;
  return type && ts.isFunctionTypeNode(type) ? type : undefined;
}

const answersPromise = ({ type }) => type !== undefined && /(?:^|\W)Promise(?:Like)?</.test(type.getText());

/** The types that a node names; not the type of which it takes one member. */
function* namesIn(node) {
  if (ts.isIndexedAccessTypeNode(node)) return;
  if (ts.isTypeReferenceNode(node)) yield node.typeName;
  if (ts.isExpressionWithTypeArguments(node)) yield node.expression;
  for (const child of childrenOf(node)) yield* namesIn(child);
}

function childrenOf(node) {
  const children = [];
  ts.forEachChild(node, (child) => void children.push(child));
  return children;
}

/** The members that a node spells out. Of a type that is worked out from another, none are. */
function* membersOf(node) {
  if (ts.isConditionalTypeNode(node) || ts.isMappedTypeNode(node)) return;
  if (isMember(node)) yield node;
  for (const child of childrenOf(node)) yield* membersOf(child);
}

/** The types, classes and functions that a file of declarations declares. */
export function namesDeclaredIn(file, text) {
  const { statements } = ts.createSourceFile(file, text, ts.ScriptTarget.Latest);
  return statements.filter(isNamed).map(({ name }) => name?.text);
}

/**
 * What lacks what, one line each, of the declarations that these files of a package export, or that an exported one names.
 * Declarations outside of the directory, and those by the names of `others`, are not this package's to describe.
 */
export function missingDocs(directory, files, others = []) {
  const program = ts.createProgram(files, {
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    target: ts.ScriptTarget.ES2024,
    lib: ['lib.es2024.d.ts', 'lib.esnext.disposable.d.ts', 'lib.dom.d.ts'],
    types: [],
    noEmit: true,
    skipLibCheck: true,
  });
  const checker = program.getTypeChecker();
  const resolved = (symbol) =>
    symbol && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  const isOwn = (file) => file.startsWith(directory.replaceAll(sep, '/')) && !file.includes('/node_modules/');
  const ours = (node) =>
    isNamed(node) && isOwn(node.getSourceFile().fileName) && !others.includes(node.name?.text);

  const problems = new Set();
  const lacks = (path, what) => problems.add(`${path}: ${what}`);

  const bags = optionBags();
  const seen = new Set();
  for (const file of files) {
    const module = checker.getSymbolAtLocation(program.getSourceFile(file));
    for (const symbol of checker.getExportsOfModule(module)) visit(resolved(symbol), true);
  }
  return [...problems].sort();

  /** Types by name `…Options` and `…Input`, and the plain ones that their members name: people write these. */
  function optionBags() {
    const found = new Set();
    const add = (symbol) => {
      for (const node of symbol?.declarations ?? []) {
        if (!(ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) || !ours(node)) continue;
        const members = [...membersOf(node)];
        if (found.has(node) || members.some(ts.isMethodSignature)) continue;
        found.add(node);
        const parts = [
          ...(node.heritageClauses ?? []),
          ...(ts.isTypeAliasDeclaration(node) ? [node.type] : node.members),
        ];
        for (const part of parts)
          for (const name of dataIn(part)) add(resolved(checker.getSymbolAtLocation(name)));
      }
    };
    for (const source of program.getSourceFiles())
      if (isOwn(source.fileName))
        for (const node of source.statements)
          if (isNamed(node) && isOptions(node) && ours(node)) add(checker.getSymbolAtLocation(node.name));
    return found;
  }

  function* dataIn(node) {
    if (ts.isFunctionTypeNode(node) || ts.isMethodSignature(node)) return;
    if (ts.isTypeReferenceNode(node)) yield node.typeName;
    if (ts.isExpressionWithTypeArguments(node)) yield node.expression;
    for (const child of childrenOf(node)) yield* dataIn(child);
  }

  function visit(symbol, exported) {
    if (!symbol || seen.has(symbol)) return;
    seen.add(symbol);
    for (const node of symbol.declarations ?? []) {
      if (!ours(node)) continue;
      const where = `${basename(node.getSourceFile().fileName).replace(/-[\w-]{8}\.d\.ts$/, '.d.ts')}: ${symbol.name.replace(/\$\d+$/, '')}`;
      const doc = docOf(node);
      // Of several overloads, the first has the docstring.
      if (node !== symbol.declarations.find(isNamed) && ts.isFunctionDeclaration(node)) continue;
      if (!doc.sentence) lacks(where, 'no docstring');
      const call = callOf(node);
      if (call) judgeCall(where, call, doc, doc);
      const isConstant = ts.isVariableDeclaration(node);
      if (
        exported &&
        (isConstant ? checker.getTypeAtLocation(node).getCallSignatures().length > 0 : call) &&
        !ts.isTypeAliasDeclaration(node) &&
        !doc.shows &&
        !forAuthors.test(doc.sentence)
      )
        lacks(where, 'no @example');
      for (const member of membersOf(node)) judgeMember(where, node, member, doc);
      for (const name of namesIn(node)) visit(resolved(checker.getSymbolAtLocation(name)), false);
    }
  }

  function judgeCall(where, call, doc, owner) {
    if (
      answersPromise(call) &&
      doc.throws.length + owner.throws.length === 0 &&
      !neverRejects.test(doc.sentence)
    )
      lacks(where, 'no @throws');
  }

  function judgeMember(where, node, member, owner) {
    const overrides =
      ts.canHaveModifiers(member) &&
      ts.getModifiers(member)?.some(({ kind }) => kind === ts.SyntaxKind.OverrideKeyword);
    if (overrides || ts.isComputedPropertyName(member.name)) return;
    if (saysWhatItIs(member.type)) return;
    const path = `${where}.${member.name.getText()}`;
    const doc = docOf(member);
    if (!doc.sentence) lacks(path, 'no docstring');
    const call = callOf(member);
    if (call && !ts.isPropertySignature(member)) judgeCall(path, call, doc, owner);
    if (ts.isInterfaceDeclaration(node) && node.name.text === 'Client' && call) {
      if (!doc.shows) lacks(path, 'no @example');
      if (doc.throws.some((each) => !/`|\{@link/.test(each))) lacks(path, 'a @throws without a code');
      if (answersPromise(call) && /CallOptions/.test(call.getText()) && !section.test(doc.sentence))
        lacks(path, 'no section of the contract');
    }
    if (!ts.isPropertySignature(member)) return;
    const isOption = bags.has(node) || isInFunction(member);
    if (isOption && member.questionToken && !defaults.test(doc.sentence) && !isNever(member))
      lacks(path, 'no default');
    if (
      isOptions(node) &&
      !member.questionToken &&
      !isInFunction(member) &&
      !/\brequired\b/i.test(doc.sentence)
    )
      lacks(path, 'neither default nor "required"');
  }
}

/** `consumer?: never` takes nothing. */
const isNever = ({ type }) => type?.kind === ts.SyntaxKind.NeverKeyword;

/** Whether a member is spelt out in the type of a function. */
function isInFunction(node) {
  for (let at = node.parent; at; at = at.parent)
    if (ts.isParameter(at) || ts.isFunctionTypeNode(at)) return true;
  return false;
}
