// What must hold of a release. Each check is a function that answers with what is wrong, one sentence each, so that
// the rehearsal and the tests of the packed tarballs judge alike.

const homepage = 'https://github.com/turbosmtp-auth/turbosmtp-auth';
const developmentFields = ['devDependencies', 'scripts', 'packageManager', 'pnpm', 'private', 'workspaces'];

/** Whether a caret range takes a version: all that our packages use of each other. */
function caretTakes(range, version) {
  const [, low] = /^\^(\d+\.\d+\.\d+)$/.exec(range) ?? [];
  if (!low) return false;
  const [from, to] = [low, version].map((text) => text.split('.').map(Number));
  const fixed = from.findIndex((part) => part > 0); // a caret leaves what follows the first part that is not 0
  const kept = fixed < 0 ? 3 : fixed + 1;
  if (from.slice(0, kept).some((part, index) => part !== to[index])) return false;
  const ahead = from.map((part, index) => to[index] - part).find((difference) => difference !== 0) ?? 0;
  return ahead >= 0;
}

/** The versions that changesets made: each package that one names is bumped, and no changeset is left. */
export function versionProblems({ before, after, named, pending }) {
  const problems = named
    .filter((name) => before[name] === after[name])
    .map((name) => `${name}: a changeset names it, and its version is still ${after[name]}`);
  if (pending.length > 0) problems.push(`changesets are left: ${pending.join(', ')}`);
  return problems;
}

/** The part of a changelog about a version, which becomes the text of a release. */
export function changelogProblems(name, changelog, version) {
  const parts = (changelog ?? '').split(/^## /m).slice(1);
  const part = parts.find((each) => each.split('\n', 1)[0]?.trim() === version);
  if (part === undefined) return [`${name}: its changelog says nothing of ${version}`];
  const text = part.split('\n').slice(1).join('\n').replaceAll(/^#.*$/gm, '').trim();
  return text === '' ? [`${name}: its changelog has no text about ${version}`] : [];
}

/** What a plan must name: each package, with the version in the tree. */
export function planProblems(plan, versions) {
  const planned = new Map(plan.flat().map(({ name, version }) => [name, version]));
  const problems = Object.entries(versions)
    .filter(([name, version]) => planned.get(name) !== version)
    .map(([name, version]) => `${name}: the plan says ${planned.get(name) ?? 'nothing'}, not ${version}`);
  for (const name of planned.keys())
    if (!Object.hasOwn(versions, name)) problems.push(`${name}: the plan names it, and it is not published`);
  return problems;
}

/** A published manifest: what npm shows of it, what it asks for, and that nothing serves only development. */
export function manifestProblems(manifest, versions) {
  const { name } = manifest;
  const folder = name.split('/')[1];
  const problems = [];
  const expect = (field, found, wanted) => {
    if (found !== wanted) problems.push(`${name}: ${field} is ${found ?? 'missing'}, not ${wanted}`);
  };
  expect('version', manifest.version, versions[name]);
  expect('license', manifest.license, 'MIT');
  expect('homepage', manifest.homepage, `${homepage}/tree/main/packages/${folder}#readme`);
  expect('bugs', manifest.bugs?.url, `${homepage}/issues`);
  expect('repository', manifest.repository?.url, `git+${homepage}.git`);
  expect('the folder of repository', manifest.repository?.directory, `packages/${folder}`);
  expect('publishConfig.access', manifest.publishConfig?.access, 'public');
  expect('publishConfig.provenance', manifest.publishConfig?.provenance, true);
  for (const field of developmentFields)
    if (Object.hasOwn(manifest, field)) problems.push(`${name}: it has ${field}, which serves development`);
  const { dependencies, optionalDependencies, peerDependencies } = manifest;
  for (const [dependency, range] of Object.entries({
    ...dependencies,
    ...optionalDependencies,
    ...peerDependencies,
  })) {
    if (/^(?:workspace|catalog|file|link):/.test(range))
      problems.push(`${name}: it asks for ${dependency} ${range}, which only this repository knows`);
    else if (Object.hasOwn(versions, dependency) && !caretTakes(range, versions[dependency]))
      problems.push(
        `${name}: it asks for ${dependency} ${range}, not for a caret range that takes ${versions[dependency]}`,
      );
  }
  return problems;
}

/** The files of a tarball: what must be there, and nothing but what is built. */
export function fileProblems(name, files) {
  const wanted = ['package.json', 'README.md', 'LICENSE', 'dist/sbom.cdx.json'];
  const others = /^(?:dist\/.+|man\/[\w-]+\.1|CHANGELOG\.md|THIRD-PARTY-LICENSES)$/;
  return [
    ...wanted.filter((file) => !files.includes(file)).map((file) => `${name}: ${file} is missing`),
    ...files
      .filter((file) => !wanted.includes(file) && !others.test(file))
      .map((file) => `${name}: ${file} does not belong there`),
  ];
}

/**
 * The bill of materials in a tarball: it is about that package, and names all that comes with it, each with a licence.
 *
 * @param {any} sbom
 * @param {{ name: string, version: string, dependencies?: object, optionalDependencies?: object }} manifest
 */
export function sbomProblems(sbom, { name, version, dependencies, optionalDependencies }, licences = '') {
  const problems = [];
  const about = sbom?.metadata?.component;
  if (sbom?.bomFormat !== 'CycloneDX') return [`${name}: it has no bill of materials`];
  if (about?.purl !== `pkg:npm/${name.replace('@', '%40')}@${version}`)
    problems.push(`${name}: its bill of materials is about ${about?.purl}`);
  const named = new Map(
    sbom.components.map((each) => [each.group ? `${each.group}/${each.name}` : each.name, each]),
  );
  for (const dependency of Object.keys({ ...dependencies, ...optionalDependencies }))
    if (!named.has(dependency)) problems.push(`${name}: its bill of materials does not name ${dependency}`);
  // THIRD-PARTY-LICENSES has a heading for each package that is bundled.
  for (const [, heading] of licences.matchAll(/^(\S+ \d+\.\d+\.\S+) \(/gm)) {
    const [bundled, bundledVersion] = heading.split(' ');
    if (named.get(bundled)?.version !== bundledVersion)
      problems.push(`${name}: its bill of materials does not name ${heading}, which is bundled`);
  }
  for (const [dependency, { licenses = [] }] of named)
    if (licenses.length === 0)
      problems.push(`${name}: its bill of materials has no licence of ${dependency}`);
  return problems;
}

/** An attempt to publish in a job of GitHub: it asked for provenance to be signed, and nothing went out without. */
export function provenanceProblems({ audiences, refused, status, published }) {
  const problems = [];
  if (!audiences.some((audience) => audience.startsWith('npm:')))
    problems.push('the registry was not asked to take the workflow in place of a token');
  if (!audiences.includes('sigstore')) problems.push('no identity was asked for to sign provenance');
  if (!refused.includes('fulcio.sigstore.dev:443'))
    problems.push('no certificate was asked for to sign provenance');
  if (status === 0) problems.push('publishing did not fail, although nothing could be signed');
  if (published.length > 0) problems.push(`published without provenance: ${published.join(', ')}`);
  return problems;
}

/** The tags that the action is asked for: one for each package. */
export function tagProblems(tags, versions) {
  const wanted = Object.entries(versions).map(([name, version]) => `${name}@${version}`);
  return [
    ...wanted.filter((tag) => !tags.includes(tag)).map((tag) => `there is no tag ${tag}`),
    ...tags.filter((tag) => !wanted.includes(tag)).map((tag) => `there is a tag ${tag} of nothing`),
    ...tags
      .filter((tag, index) => tags.indexOf(tag) !== index)
      .map((tag) => `the tag ${tag} is asked for twice`),
  ];
}

/** What somebody installed: each package, in its version, and byte for byte what was packed. */
export function installedProblems(lock, versions, checksums) {
  return Object.entries(versions).flatMap(([name, version]) => {
    const installed = lock.packages[`node_modules/${name}`];
    if (!installed) return [`${name}: it was not installed`];
    if (installed.version !== version) return [`${name}: ${installed.version} was installed, not ${version}`];
    return installed.integrity === checksums[name]
      ? []
      : [`${name}: what was installed is not what was packed`];
  });
}

/** What the small program printed: a refused login, a login, two calls and a logout. */
export function programProblems(printed) {
  const wanted = { refused: 'wrong_credentials_specified', status: 200, count: 0, revoked: 'now' };
  return printed.trim() === JSON.stringify(wanted)
    ? []
    : [`the program printed ${printed.trim() || 'nothing'}`];
}

/** A dry run for JSR: it found out that JSR lacks each package, and Deno would publish each. */
export function jsrProblems(output, packages) {
  return packages.flatMap(({ name, version }) => {
    const problems = [];
    if (!output.includes(`JSR: lacks ${name} ${version}`))
      problems.push(`JSR was not asked for ${name} ${version}`);
    if (!output.includes(`Simulating publish of ${name}@${version}`))
      problems.push(`Deno would not publish ${name}@${version}`);
    return problems;
  });
}

/** The settings of npm and pnpm in a rehearsal: every one that says where to publish says loopback. */
export function registryProblems(settings, registry) {
  return Object.entries(settings)
    .filter(([, value]) => value.replace(/\/?$/, '/') !== registry)
    .map(([setting, value]) => `${setting} is ${value || 'nothing'}, not the registry on loopback`);
}
