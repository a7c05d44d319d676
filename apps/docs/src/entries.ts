// What can be imported: every entry of every published package.
import { join, posix } from 'node:path';
import { publishedPackages } from '../../../tools/published-packages.mjs';

export interface Entry {
  /** What a program imports. */
  readonly specifier: string;
  readonly subpath: string;
  /** The folder of its pages, below `reference/`. */
  readonly folder: string;
  /** Its built declarations, an absolute path. */
  readonly types: string;
}

interface PublishedPackage {
  readonly name: string;
  readonly directory: string;
  readonly entries: readonly { readonly subpath: string; readonly types: string }[];
}

/** Every entry of every published package. Core comes first, since the pages of what others pass on are its. */
export function entriesToDescribe(): Entry[] {
  const packages: readonly PublishedPackage[] = publishedPackages();
  return packages
    .flatMap(({ name, directory, entries }) =>
      entries.map(({ subpath, types }) => ({
        specifier: posix.join(name, subpath),
        subpath,
        folder: posix.join(name.replace('@turbosmtp-auth/', ''), subpath),
        types: join(directory, types),
      })),
    )
    .sort((a, b) => Number(b.folder.startsWith('core')) - Number(a.folder.startsWith('core')));
}

/** What an entry is for, by its subpath. */
const purposes: Readonly<Record<string, string>> = {
  '.': 'the client, its stores and locks, and the errors',
  './api': '`createApi`: queries and JSON for the rest of the service',
  './errors': 'the errors and their guards, without a sentence in them',
  './extension': 'clients for the background and the pages of a browser extension',
  './files': 'records and locks in files, over the file system of any runtime',
  './keychain': 'records in a keychain, over any binding to one',
  './node': 'the sandbox over HTTP',
  './password': 'the password rules and the generator alone',
  './seal': 'what a key store of your own is made of',
  './testing': 'the tests that every key store must pass',
};

export function purposeOf({ specifier, subpath }: Entry): string {
  if (specifier === '@turbosmtp-auth/sandbox') return 'the service, emulated as one `fetch`';
  const [, language] = /^\.\/locales\/(\w+)$/.exec(subpath) ?? [];
  if (language) return `the texts in ${new Intl.DisplayNames('en', { type: 'language' }).of(language)}`;
  const purpose = purposes[subpath];
  if (purpose === undefined) throw new Error(`Say in apps/docs/src/entries.ts what ${specifier} is for.`);
  return purpose;
}
