import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { root } from '../../tools/toolchain.mjs';
import { problemsOf, type Release } from './release-rules.ts';

const read = (): Release => parse(readFileSync(join(root, '.github/workflows/release.yml'), 'utf8'));

describe('the release workflow', () => {
  it('breaks no rule', () => {
    expect(problemsOf(read())).toEqual([]);
  });

  const actions = { checkout: 0, node: 1, publish: 2 };
  it.each<[rule: string, break_: (release: Release) => void, problem: string]>([
    [
      'a token that all jobs may use',
      (release) => {
        release.permissions = { contents: 'write' };
      },
      'the workflow itself may do something',
    ],
    [
      'a job that may do more than it needs',
      ({ jobs }) => {
        jobs['pack'].permissions = { contents: 'read', 'id-token': 'write' };
      },
      'pack: its permissions are not those that it needs',
    ],
    [
      'a job without permissions of its own',
      ({ jobs }) => {
        delete jobs['version'].permissions;
      },
      'version: its permissions are not those that it needs',
    ],
    [
      'a job that nobody knows',
      ({ jobs }) => {
        jobs['deploy'] = { permissions: {}, steps: [] };
      },
      'the jobs are select, version, test, pack, publish, jsr, deploy',
    ],
    [
      'tarballs that no test has seen',
      ({ jobs }) => {
        jobs['pack'].needs = ['select'];
      },
      'pack: it does not wait for select, test',
    ],
    [
      'a job that publishes and installs',
      ({ jobs }) => {
        jobs['publish'].steps.splice(2, 0, { run: 'node tools/run.mjs --install --ignore-scripts' });
      },
      'publish: it runs a command of its own',
    ],
    [
      'a job that publishes and builds',
      ({ jobs }) => {
        const inputs = jobs['publish'].steps[actions.publish]?.with;
        if (inputs) inputs['script'] = 'node tools/run.mjs pnpm run release';
      },
      'publish: it does not publish what was packed',
    ],
    [
      'a job that publishes what another did not pack',
      ({ jobs }) => {
        delete jobs['publish'].steps[actions.publish]?.with?.['pack-dir-artifact-id'];
      },
      'publish: it does not publish what was packed',
    ],
    [
      'install scripts beside a token',
      ({ jobs }) => {
        jobs['jsr'].steps[2] = { run: 'node tools/run.mjs --install' };
      },
      'jsr: it may run install scripts',
    ],
    [
      'a command that installs by itself, with scripts',
      ({ jobs }) => {
        jobs['jsr'].steps.splice(2, 1);
      },
      'jsr: it may run install scripts',
    ],
    [
      'JSR gated on what another job says',
      ({ jobs }) => {
        jobs['jsr'].if = "needs.publish.outputs.published == 'true'";
      },
      'jsr: it depends on what another job says',
    ],
    [
      'JSR skipped when npm had nothing to do',
      ({ jobs }) => {
        delete jobs['jsr'].if;
      },
      'jsr: it is skipped if publish is',
    ],
    [
      'a token that lasts',
      ({ jobs }) => {
        // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of GitHub
        jobs['publish'].env = { NODE_AUTH_TOKEN: '${{ secrets.NPM_TOKEN }}' };
      },
      'it uses a secret',
    ],
    [
      'a checkout that leaves its token behind',
      ({ jobs }) => {
        delete jobs['publish'].steps[actions.checkout]?.with;
      },
      'publish: its checkout leaves a token behind',
    ],
  ])('would be found out with %s', (_, break_, problem) => {
    const release = read();
    break_(release);
    expect(problemsOf(release)).toContain(problem);
  });
});
