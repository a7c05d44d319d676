import { describe, expect, it } from 'vitest';
import {
  changelogProblems,
  fileProblems,
  installedProblems,
  jsrProblems,
  manifestProblems,
  planProblems,
  programProblems,
  provenanceProblems,
  registryProblems,
  sbomProblems,
  tagProblems,
  versionProblems,
} from '../../tools/release/checks.mjs';
import { isLoopback, registryEnvironment } from '../../tools/release/loopback.mjs';

const core = '@turbosmtp-auth/core';
const node = '@turbosmtp-auth/node';
const versions = { [core]: '0.2.0', [node]: '0.3.1' };
const home = 'https://github.com/turbosmtp-auth/turbosmtp-auth';
const registry = 'http://127.0.0.1:4873/';

/** A check, what it finds nothing wrong with, and changes to that, each with what it must find then. */
function checks<T extends object>(
  name: string,
  check: (input: T) => readonly string[],
  good: T,
  faults: readonly [fault: string, changes: Partial<T>, problem: string][],
): void {
  describe(name, () => {
    it('finds nothing wrong with what is right', () => {
      expect(check(good)).toEqual([]);
    });
    it.each(faults)('finds %s', (_, changes, problem) => {
      expect(check({ ...good, ...changes })).toEqual([problem]);
    });
  });
}

checks(
  'the check of versions',
  versionProblems,
  {
    before: { [core]: '0.1.0', [node]: '0.3.1' } as Record<string, string>,
    after: versions as Record<string, string>,
    named: [core],
    pending: [] as string[],
  },
  [
    [
      'a package that was not bumped',
      { named: [core, node] },
      `${node}: a changeset names it, and its version is still 0.3.1`,
    ],
    ['a changeset that is left', { pending: ['a.md'] }, 'changesets are left: a.md'],
  ],
);

checks(
  'the check of changelogs',
  ({ changelog, version }) => changelogProblems(core, changelog, version),
  {
    changelog: '# core\n\n## 0.2.0\n\n### Minor Changes\n\n- A thing.\n\n## 0.1.0\n\n- Another.\n' as
      | string
      | undefined,
    version: '0.2.0',
  },
  [
    ['a changelog that is missing', { changelog: undefined }, `${core}: its changelog says nothing of 0.2.0`],
    ['a version that is missing', { version: '0.3.0' }, `${core}: its changelog says nothing of 0.3.0`],
    ['a version that is part of another', { version: '0.2' }, `${core}: its changelog says nothing of 0.2`],
    [
      'a version without a text',
      { changelog: '## 0.2.0\n\n### Minor Changes\n\n## 0.1.0\n\n- Another.\n' },
      `${core}: its changelog has no text about 0.2.0`,
    ],
  ],
);

checks(
  'the check of the plan',
  ({ plan }) => planProblems(plan, versions),
  { plan: [[{ name: core, version: '0.2.0' }], [{ name: node, version: '0.3.1' }]] },
  [
    [
      'a package that is missing',
      { plan: [[{ name: core, version: '0.2.0' }]] },
      `${node}: the plan says nothing, not 0.3.1`,
    ],
    [
      'another version',
      { plan: [[{ name: core, version: '0.1.0' }], [{ name: node, version: '0.3.1' }]] },
      `${core}: the plan says 0.1.0, not 0.2.0`,
    ],
    [
      'a package that is private',
      {
        plan: [
          [{ name: core, version: '0.2.0' }],
          [{ name: node, version: '0.3.1' }],
          [{ name: 'playground', version: '1.0.0' }],
        ],
      },
      'playground: the plan names it, and it is not published',
    ],
  ],
);

interface Manifest {
  name: string;
  version?: string;
  license?: string;
  homepage?: string | undefined;
  bugs?: unknown;
  repository?: unknown;
  publishConfig?: unknown;
  scripts?: unknown;
  devDependencies?: unknown;
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
}
checks<Manifest>(
  'the check of manifests',
  (manifest) => manifestProblems(manifest, versions),
  {
    name: node,
    version: '0.3.1',
    license: 'MIT',
    homepage: `${home}/tree/main/packages/node#readme`,
    bugs: { url: `${home}/issues` },
    repository: { type: 'git', url: `git+${home}.git`, directory: 'packages/node' },
    publishConfig: { access: 'public', provenance: true },
    dependencies: { [core]: '^0.2.0', hono: '^4.0.0' },
  },
  [
    ['another version', { version: '0.3.0' }, `${node}: version is 0.3.0, not 0.3.1`],
    ['another licence', { license: 'ISC' }, `${node}: license is ISC, not MIT`],
    [
      'no homepage',
      { homepage: undefined },
      `${node}: homepage is missing, not ${home}/tree/main/packages/node#readme`,
    ],
    ['no place for bugs', { bugs: {} }, `${node}: bugs is missing, not ${home}/issues`],
    [
      'the folder of another package',
      { repository: { url: `git+${home}.git`, directory: 'packages/core' } },
      `${node}: the folder of repository is packages/core, not packages/node`,
    ],
    [
      'another repository',
      { repository: { url: 'git+https://example.com', directory: 'packages/node' } },
      `${node}: repository is git+https://example.com, not git+${home}.git`,
    ],
    [
      'no provenance',
      { publishConfig: { access: 'public' } },
      `${node}: publishConfig.provenance is missing, not true`,
    ],
    [
      'no access',
      { publishConfig: { provenance: true } },
      `${node}: publishConfig.access is missing, not public`,
    ],
    ['scripts', { scripts: {} }, `${node}: it has scripts, which serves development`],
    ['devDependencies', { devDependencies: {} }, `${node}: it has devDependencies, which serves development`],
    [
      'a range of the workspace',
      { dependencies: { [core]: 'workspace:^' } },
      `${node}: it asks for ${core} workspace:^, which only this repository knows`,
    ],
    [
      'a range of the catalog',
      { optionalDependencies: { undici: 'catalog:' } },
      `${node}: it asks for undici catalog:, which only this repository knows`,
    ],
    ...['^0.1.0', '^0.3.0', '^0.2.1', '0.2.0', '*', '>=0.2.0'].map(
      (range): [string, Partial<Manifest>, string] => [
        `the range ${range} of core`,
        { dependencies: { [core]: range } },
        `${node}: it asks for ${core} ${range}, not for a caret range that takes 0.2.0`,
      ],
    ),
  ],
);

describe('a caret range of ours', () => {
  it.each([
    ['^1.2.3', '1.2.3', true],
    ['^1.2.3', '1.9.0', true],
    ['^1.2.3', '1.2.2', false],
    ['^1.2.3', '2.0.0', false],
    ['^0.2.3', '0.2.9', true],
    ['^0.2.3', '0.3.0', false],
    ['^0.0.3', '0.0.3', true],
    ['^0.0.3', '0.0.4', false],
    ['^0.0.0', '0.0.0', true],
    ['^0.0.0', '0.1.0', false],
  ])('%s takes %s: %s', (range, version, takes) => {
    const problems = manifestProblems({ name: node, dependencies: { [core]: range } }, { [core]: version });
    expect(problems.some((problem: string) => problem.includes('it asks for'))).toBe(!takes);
  });
});

checks(
  'the check of files',
  ({ files }) => fileProblems(core, files),
  { files: ['package.json', 'README.md', 'LICENSE', 'dist/sbom.cdx.json', 'THIRD-PARTY-LICENSES'] },
  [
    [
      'no licence',
      { files: ['package.json', 'README.md', 'dist/sbom.cdx.json'] },
      `${core}: LICENSE is missing`,
    ],
    [
      'a test',
      { files: ['package.json', 'README.md', 'LICENSE', 'dist/sbom.cdx.json', 'test/a.test.ts'] },
      `${core}: test/a.test.ts does not belong there`,
    ],
    [
      'no bill of materials',
      { files: ['package.json', 'README.md', 'LICENSE'] },
      `${core}: dist/sbom.cdx.json is missing`,
    ],
  ],
);

const licenses = [{ license: { id: 'MIT' } }];
const sbom = (changes: object = {}, component: object = {}): object => ({
  bomFormat: 'CycloneDX',
  metadata: { component: { purl: 'pkg:npm/%40turbosmtp-auth/node@0.3.1' } },
  components: [
    { group: '@turbosmtp-auth', name: 'core', version: '0.2.0', licenses },
    { name: 'undici', version: '7.0.0', licenses },
    { name: 'commander', version: '15.1.0', licenses, ...component },
  ],
  ...changes,
});
checks(
  'the check of bills of materials',
  ({ found, licences }) =>
    sbomProblems(
      found,
      { name: node, version: '0.3.1', dependencies: { [core]: '1' }, optionalDependencies: { undici: '7' } },
      licences,
    ),
  { found: sbom() as object | null, licences: 'commander 15.1.0 (MIT)\n\nThe text.\n' },
  [
    ['none', { found: null }, `${node}: it has no bill of materials`],
    [
      'that of another version',
      { found: sbom({ metadata: { component: { purl: 'pkg:npm/%40turbosmtp-auth/node@0.3.0' } } }) },
      `${node}: its bill of materials is about pkg:npm/%40turbosmtp-auth/node@0.3.0`,
    ],
    [
      'a bundled package that is missing',
      { found: sbom(), licences: 'sisteransi 1.0.5 (MIT)\n' },
      `${node}: its bill of materials does not name sisteransi 1.0.5, which is bundled`,
    ],
    [
      'an optional dependency that is missing',
      {
        found: sbom({ components: [{ group: '@turbosmtp-auth', name: 'core', version: '0.2.0', licenses }] }),
        licences: '',
      },
      `${node}: its bill of materials does not name undici`,
    ],
    [
      'another version of what is bundled',
      { found: sbom({}, { version: '15.0.0' }) },
      `${node}: its bill of materials does not name commander 15.1.0, which is bundled`,
    ],
    [
      'a licence that is missing',
      { found: sbom({}, { licenses: [] }) },
      `${node}: its bill of materials has no licence of commander`,
    ],
  ],
);

checks(
  'the check of provenance',
  provenanceProblems,
  {
    audiences: ['npm:127.0.0.1', 'sigstore'],
    refused: ['fulcio.sigstore.dev:443'],
    status: 1,
    published: [] as string[],
  },
  [
    [
      'no login without a token',
      { audiences: ['sigstore'] },
      'the registry was not asked to take the workflow in place of a token',
    ],
    ['no identity', { audiences: ['npm:127.0.0.1'] }, 'no identity was asked for to sign provenance'],
    ['no certificate', { refused: [] }, 'no certificate was asked for to sign provenance'],
    ['a success', { status: 0 }, 'publishing did not fail, although nothing could be signed'],
    ['a package that went out', { published: [core] }, `published without provenance: ${core}`],
  ],
);

checks(
  'the check of tags',
  ({ tags }) => tagProblems(tags, versions),
  { tags: [`${core}@0.2.0`, `${node}@0.3.1`] },
  [
    ['a tag that is missing', { tags: [`${core}@0.2.0`] }, `there is no tag ${node}@0.3.1`],
    ['a tag of nothing', { tags: [`${core}@0.2.0`, `${node}@0.3.1`, 'v1'] }, 'there is a tag v1 of nothing'],
    [
      'a tag that is asked for twice',
      { tags: [`${core}@0.2.0`, `${node}@0.3.1`, `${core}@0.2.0`] },
      `the tag ${core}@0.2.0 is asked for twice`,
    ],
  ],
);

const installed = (version: string, integrity: string): object => ({
  packages: {
    [`node_modules/${core}`]: { version: '0.2.0', integrity: 'sha512-core' },
    [`node_modules/${node}`]: { version, integrity },
  },
});
checks(
  'the check of what was installed',
  ({ lock }) => installedProblems(lock, versions, { [core]: 'sha512-core', [node]: 'sha512-node' }),
  { lock: installed('0.3.1', 'sha512-node') },
  [
    [
      'another version',
      { lock: installed('0.3.0', 'sha512-node') },
      `${node}: 0.3.0 was installed, not 0.3.1`,
    ],
    [
      'another tarball',
      { lock: installed('0.3.1', 'sha512-x') },
      `${node}: what was installed is not what was packed`,
    ],
    [
      'a package that is missing',
      { lock: { packages: { [`node_modules/${core}`]: { version: '0.2.0', integrity: 'sha512-core' } } } },
      `${node}: it was not installed`,
    ],
  ],
);

checks(
  'the check of the program',
  ({ printed }) => programProblems(printed),
  { printed: '{"refused":"wrong_credentials_specified","status":200,"count":0,"revoked":"now"}\n' },
  [
    ['silence', { printed: '' }, 'the program printed nothing'],
    ['another answer', { printed: '{"status":401}\n' }, 'the program printed {"status":401}'],
  ],
);

checks(
  'the check of JSR',
  ({ output }) => jsrProblems(output, [{ name: core, version: '0.2.0' }]),
  { output: `JSR: lacks ${core} 0.2.0\nSimulating publish of ${core}@0.2.0 with files:\n` },
  [
    [
      'a question that was not asked',
      { output: `Simulating publish of ${core}@0.2.0 with` },
      `JSR was not asked for ${core} 0.2.0`,
    ],
    [
      'a package that Deno leaves out',
      { output: `JSR: lacks ${core} 0.2.0\n` },
      `Deno would not publish ${core}@0.2.0`,
    ],
  ],
);

checks(
  'the check of where to publish',
  ({ settings }) => registryProblems(settings, registry),
  {
    settings: { 'registry of npm': registry, 'registry of pnpm': 'http://127.0.0.1:4873' } as Record<
      string,
      string
    >,
  },
  [
    [
      'another registry',
      { settings: { 'registry of npm': 'https://registry.example/' } },
      'registry of npm is https://registry.example/, not the registry on loopback',
    ],
    [
      'no registry',
      { settings: { 'registry of npm': '' } },
      'registry of npm is nothing, not the registry on loopback',
    ],
  ],
);

describe('a rehearsal', () => {
  it.each([registry, 'http://localhost:1', 'http://[::1]:1/', 'https://127.8.9.1/'])(
    'may publish to %s',
    (url) => {
      expect(isLoopback(url)).toBe(true);
    },
  );

  it.each([
    'https://registry.example/',
    'http://127.0.0.1.example/',
    'http://localhost.example/',
    'http://user:localhost@registry.example/',
    'http://10.0.0.1/',
    'http://0.0.0.0/',
    'file:///127.0.0.1',
  ])('does not publish to %s', (url) => {
    expect(() => registryEnvironment(url, {}, 'npmrc')).toThrow('a rehearsal publishes nowhere else');
  });

  it('gives npm and pnpm no setting of who rehearses', () => {
    const others = {
      npm_config_registry: 'a',
      'NPM_CONFIG_@turbosmtp-auth:registry': 'b',
      pnpm_config_registry: 'c',
      HOME: 'd',
    };
    const { env, npmrc } = registryEnvironment(registry, others, 'npmrc');
    expect(env).toEqual({
      HOME: 'd',
      npm_config_registry: registry,
      npm_config_userconfig: 'npmrc',
      npm_config_fetch_retries: '0',
    });
    expect(npmrc.split('\n')).toEqual([
      `registry=${registry}`,
      `@turbosmtp-auth:registry=${registry}`,
      '//127.0.0.1:4873/:_authToken=rehearsal',
      '',
    ]);
  });
});
