// Writes dist/sbom.cdx.json of the package in the current folder: the software bill of materials of what was built, as
// CycloneDX 1.6. The build of each published package ends with it. It names the packages of others whose code lies in the
// built files, and those that an installation brings along, with the version that this build was made with.
//
// It holds no time and no number of its own, so that the same sources give the same file.
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { bundledPackages } from './bundled-packages.mjs';
import { readJson } from './toolchain.mjs';

const directory = process.cwd();
const manifest = readJson(join(directory, 'package.json'));

const purlOf = ({ name, version }) => `pkg:npm/${name.replace('@', '%40')}@${version}`;

/** A licence that SPDX knows has an id; what joins several is an expression. */
const licensesOf = (license) =>
  /^[\w.+-]+$/.test(license) ? [{ license: { id: license } }] : [{ expression: license }];

function componentOf(described) {
  const { name, version, description, license } = described;
  const [, group, plain] = /^(?:(@[^/]+)\/)?(.+)$/.exec(name);
  return {
    type: 'library',
    'bom-ref': purlOf(described),
    ...(group && { group }),
    name: plain,
    version,
    ...(description && { description }),
    licenses: licensesOf(license),
    purl: purlOf(described),
  };
}

/** What an installation finds for a name, as its manifest says. Not every package lets it be imported. */
function installedManifest(name) {
  const paths = createRequire(join(directory, 'package.json')).resolve.paths(name) ?? [];
  for (const path of paths)
    try {
      return readJson(join(path, name, 'package.json'));
    } catch (error) {
      if (error.code !== 'ENOENT') throw error;
    }
  throw new Error(`${name} is not installed`);
}

const bundled = bundledPackages(directory).map((each) => ({
  ...componentOf(each),
  scope: 'required',
  properties: [{ name: 'cdx:npm:package:bundled', value: 'true' }],
}));
const installed = (dependencies, scope) =>
  Object.keys(dependencies ?? {}).map((name) => ({ ...componentOf(installedManifest(name)), scope }));

const components = [
  ...bundled,
  ...installed(manifest.dependencies, 'required'),
  ...installed(manifest.optionalDependencies, 'optional'),
];
const { homepage, bugs, repository } = manifest;
const sbom = {
  $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  version: 1,
  metadata: {
    lifecycles: [{ phase: 'build' }],
    component: {
      ...componentOf(manifest),
      externalReferences: [
        { type: 'website', url: homepage },
        { type: 'issue-tracker', url: bugs.url },
        { type: 'vcs', url: repository.url },
      ],
    },
  },
  components,
  dependencies: [
    { ref: purlOf(manifest), dependsOn: components.map((component) => component['bom-ref']) },
    ...components.map((component) => ({ ref: component['bom-ref'] })),
  ],
};
writeFileSync(join(directory, 'dist/sbom.cdx.json'), `${JSON.stringify(sbom, null, 2)}\n`);
