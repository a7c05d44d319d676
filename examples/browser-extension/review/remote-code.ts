import { type ESTree, parseSync } from 'vite';

type Node = ESTree.Node;

/** Names that turn text into code, or load code from elsewhere. */
const names: readonly string[] = [
  'eval',
  'Function',
  'importScripts',
  'Worker',
  'SharedWorker',
  'WebAssembly',
];

/** A text that is the address of a script, or a script itself. */
const scriptUrl = /^(?:(?:https?:)?\/\/\S+\.(?:m?js|wasm)(?:[?#]\S*)?$|data:[^,]*javascript|javascript:)/i;

/** What is wrong with one node, if anything is. */
function faultOf(node: Node): string | undefined {
  switch (node.type) {
    case 'ImportExpression':
      return 'import()';
    case 'ImportDeclaration':
    case 'ExportAllDeclaration':
      return /^\.{0,2}\//.test(node.source.value) ? undefined : `an import from ${node.source.value}`;
    case 'Identifier':
      return names.includes(node.name) ? node.name : undefined;
    case 'Literal':
      if (typeof node.value !== 'string') return undefined;
      return scriptUrl.test(node.value) ? `the script URL ${node.value}` : undefined;
    case 'TemplateLiteral': {
      const text = node.quasis.map(({ value }) => value.cooked ?? '').join('x');
      return scriptUrl.test(text) ? `the script URL ${text}` : undefined;
    }
    case 'MemberExpression':
      return node.property.type === 'Literal' && names.includes(String(node.property.value))
        ? String(node.property.value)
        : undefined;
    case 'CallExpression':
      return faultOfCall(node);
    default:
      return undefined;
  }
}

function faultOfCall({ callee, arguments: [first] }: ESTree.CallExpression): string | undefined {
  const called =
    callee.type === 'Identifier'
      ? callee.name
      : callee.type === 'MemberExpression' && callee.property.type === 'Identifier'
        ? callee.property.name
        : '';
  const text =
    first?.type === 'Literal' && typeof first.value === 'string'
      ? first.value
      : first?.type === 'TemplateLiteral' || first?.type === 'BinaryExpression'
        ? ''
        : undefined;
  if (text !== undefined && /^set(?:Timeout|Interval)$/.test(called)) return `${called} with a text`;
  if (called === 'createElement' && text?.toLowerCase() === 'script') return 'a script element';
  // (() => {}).constructor('…') is Function by another name.
  if (called === 'constructor' && text !== undefined) return 'constructor with a text';
  return undefined;
}

/** Everything in a script that loads code from elsewhere, or makes code of text. */
export function remoteCodeIn(source: string): readonly string[] {
  const { program, errors } = parseSync('script.js', source);
  const found = errors.map(({ message }) => `a syntax error: ${message}`);
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) for (const each of value) walk(each);
    else if (isNode(value)) {
      const fault = faultOf(value);
      if (fault) found.push(fault);
      for (const part of Object.values(value)) walk(part);
    }
  };
  walk(program);
  return found;
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

/** Everything in a page that runs code which is not a file of the extension. */
export function remoteCodeInPage(html: string): readonly string[] {
  const found: string[] = [];
  for (const [, attributes = '', text = ''] of html.matchAll(/<script\b([^>]*)>(.*?)<\/script\s*>/gis))
    if (text.trim() || !/\bsrc\s*=/i.test(attributes)) found.push('a script in the page');
  for (const [, url = ''] of html.matchAll(/\b(?:src|href|data|action)\s*=\s*["']?([^"'\s>]*)/gi))
    if (/^(?:[a-z][\w+.-]*:|\/\/)/i.test(url)) found.push(`the address ${url}`);
  for (const [, name] of html.matchAll(/\s(on\w+)\s*=/gi)) found.push(`the attribute ${name}`);
  return found;
}

/** Everything that a style sheet loads from elsewhere. */
export const remoteStyleIn = (css: string): readonly string[] =>
  [...css.matchAll(/(?:url\(\s*|@import\s+)["']?((?:https?:)?\/\/[^"')\s]*)/gi)].map(
    ([, url]) => `the address ${url}`,
  );
