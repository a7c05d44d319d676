import { allowed } from './allowed.ts';

export interface Manifest extends Readonly<Record<string, unknown>> {
  readonly content_scripts?: readonly { readonly matches?: readonly string[] }[];
}

export interface Asked {
  readonly what: string;
  readonly items: readonly string[];
}

const kinds = [
  'permissions',
  'host_permissions',
  'optional_permissions',
  'optional_host_permissions',
] as const;

/** What a manifest asks for. */
export const askedBy = (manifest: Manifest): readonly (Asked & { readonly allowed: readonly string[] })[] => [
  ...kinds.map((what) => ({ what, items: listOf(manifest[what]), allowed: allowed[what] })),
  {
    what: 'content scripts',
    items: (manifest.content_scripts ?? []).flatMap(({ matches }) => listOf(matches)),
    allowed: allowed.matches,
  },
];

/** What a manifest asks for beyond what is allowed. */
export const tooMuchIn = (manifest: Manifest): readonly string[] => [
  ...askedBy(manifest).flatMap(({ what, items, allowed }) =>
    items.filter((item) => !allowed.includes(item)).map((item) => `manifest.json: ${what}: ${item}`),
  ),
  ...Object.keys(manifest)
    .filter((key) => !allowed.keys.some((each) => each === key))
    // Its list was judged above.
    .filter((key) => key !== 'optional_permissions')
    .map((key) => `manifest.json: the key ${key}`),
];

const listOf = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);
