interface Step {
  run?: string;
  uses?: string;
  with?: Record<string, unknown>;
  env?: Record<string, string>;
}

interface Job {
  needs?: string | string[];
  if?: string;
  permissions?: Record<string, string>;
  env?: Record<string, string>;
  steps: Step[];
}

/** What of a release workflow the rules look at. */
export interface Release {
  permissions?: Record<string, string>;
  jobs: Record<'select' | 'version' | 'test' | 'pack' | 'publish' | 'jsr', Job> & Record<string, Job>;
}

/** What each job needs to do its work, and nothing more. */
const permissions: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  select: { contents: 'read' },
  version: { contents: 'write', 'pull-requests': 'write' },
  test: { contents: 'read' },
  pack: { contents: 'read' },
  publish: { contents: 'write', 'id-token': 'write' },
  jsr: { contents: 'read', 'id-token': 'write' },
};

const needed: Readonly<Record<string, readonly string[]>> = {
  version: ['select'],
  test: ['select'],
  pack: ['select', 'test'],
  publish: ['pack'],
  jsr: ['publish'],
};

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
const sorted = (record: Readonly<Record<string, string>> = {}): unknown => Object.entries(record).sort();
const usesAction = ({ uses = '' }: Step, action: string): boolean => uses.startsWith(`${action}@`);

/** The first command of a job that goes through tools/run.mjs installs, so it must be the one that says how. */
function mayRunInstallScripts({ steps }: Job): boolean {
  const [first] = steps.flatMap(({ run, with: inputs = {} }) =>
    [run, inputs['script']].filter((each) => String(each).startsWith('node tools/run.mjs')),
  );
  return first !== undefined && first !== 'node tools/run.mjs --install --ignore-scripts';
}

function publishesOnlyWhatWasPacked({ steps }: Job): boolean {
  const [publish, ...others] = steps.filter((step) => usesAction(step, 'changesets/action/publish'));
  const inputs = publish?.with ?? {};
  // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of GitHub
  const packed = '${{ needs.pack.outputs.tarballs }}';
  return (
    others.length === 0 &&
    inputs['script'] === 'node tools/release/publish-packed.mjs' &&
    inputs['pack-dir-artifact-id'] === packed &&
    publish?.env?.['PACK_DIR_ARTIFACT_ID'] === packed
  );
}

/** What is wrong with a release workflow: nothing, if it keeps the rules. */
export function problemsOf({ permissions: common, jobs }: Release): string[] {
  const problems: string[] = [];
  if (!same(common, {})) problems.push('the workflow itself may do something');
  const names = Object.keys(jobs);
  if (!same(names, Object.keys(permissions))) problems.push(`the jobs are ${names.join(', ')}`);
  if (JSON.stringify(jobs).includes('secrets.')) problems.push('it uses a secret');

  for (const [name, job] of Object.entries(jobs)) {
    if (!same(sorted(job.permissions), sorted(permissions[name])))
      problems.push(`${name}: its permissions are not those that it needs`);
    const needs = [job.needs ?? []].flat();
    const missing = (needed[name] ?? []).filter((each) => !needs.includes(each));
    if (missing.length > 0) problems.push(`${name}: it does not wait for ${needed[name]?.join(', ')}`);
    // Only the tests need what install scripts make, and they may do nothing.
    if (name !== 'test' && mayRunInstallScripts(job)) problems.push(`${name}: it may run install scripts`);
    for (const step of job.steps)
      if (usesAction(step, 'actions/checkout') && step.with?.['persist-credentials'] !== false)
        problems.push(`${name}: its checkout leaves a token behind`);
  }

  const { publish, jsr } = jobs;
  if (publish.steps.some(({ run }) => run !== undefined))
    problems.push('publish: it runs a command of its own');
  if (!publishesOnlyWhatWasPacked(publish)) problems.push('publish: it does not publish what was packed');
  if (/\boutputs\b/.test(jsr.if ?? '')) problems.push('jsr: it depends on what another job says');
  // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of GitHub
  if (jsr.if !== '${{ !failure() && !cancelled() }}') problems.push('jsr: it is skipped if publish is');
  return problems;
}
