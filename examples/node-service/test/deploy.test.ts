import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { createClient, memoryKeyStore } from '@turbosmtp-auth/node';
import { DockerfileParser, type Instruction } from 'dockerfile-ast';
import { describe, expect, onTestFinished, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { systemdAnalyzeAvailable } from '../../../tools/systemd.ts';
import { createService } from '../src/service.ts';
import { account, mountSecrets, runProgram, startApi, startService } from './start-service.ts';

// There is no container engine here, and no systemd that runs: what they would do is done, and what they would read is read.

const folder = join(import.meta.dirname, '..');
const read = (path: string): Promise<string> => readFile(join(folder, path), 'utf8');

/** The names of the environment that the service, or its client, reads. */
const known = new Set([
  'HOST',
  'PORT',
  'NODE_ENV',
  'REDIS_URL',
  'TURBOSMTP_AUTH_STORE_KEY_FILE',
  'TURBOSMTP_EMAIL',
  'TURBOSMTP_PASSWORD_FILE',
  'XDG_STATE_HOME',
]);

interface Image {
  readonly directory: string;
  readonly env: Readonly<Record<string, string>>;
  readonly command: readonly string[];
  readonly healthcheck: readonly string[];
}

const words = (instruction: Instruction): string[] =>
  instruction.getArguments().map((argument) => argument.getValue());

/** `CMD ["node", "src/main.ts"]` in an instruction's text. */
const commandIn = (instruction: Instruction): readonly string[] =>
  JSON.parse(/\[.*\]$/.exec(instruction.getTextContent())?.[0] ?? '[]');

/** The last stage of the Dockerfile, as a directory. */
async function buildImage(): Promise<Image> {
  const directory = await mkdtemp(join(tmpdir(), 'image-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true, maxRetries: 10 }));
  const instructions = DockerfileParser.parse(await read('Dockerfile')).getInstructions();
  const context = (await read('.dockerignore')).split('\n');
  const last = instructions.findLastIndex((each) => each.getKeyword() === 'FROM');
  const env: Record<string, string> = {};
  let command: readonly string[] = [];
  let healthcheck: readonly string[] = [];
  for (const instruction of instructions.slice(last)) {
    const keyword = instruction.getKeyword();
    if (keyword === 'ENV')
      for (const pair of words(instruction)) {
        const [name = '', value = ''] = pair.split('=');
        env[name] = value;
      }
    if (keyword === 'COPY' && !instruction.getTextContent().includes('--from=')) {
      const [source = '', target = ''] = words(instruction);
      expect(context).toContain(`!${source}`);
      await cp(join(folder, source), join(directory, target.endsWith('/') ? source : target), {
        recursive: true,
      });
    }
    if (keyword === 'COPY' && instruction.getTextContent().includes('--from='))
      await symlink(join(folder, 'node_modules'), join(directory, 'node_modules'), 'junction');
    if (keyword === 'CMD') command = commandIn(instruction);
    if (keyword === 'HEALTHCHECK') healthcheck = commandIn(instruction);
  }
  return { directory, env, command, healthcheck };
}

describe('the Dockerfile', () => {
  test('makes an image whose command serves, whose health check sees it, and that ends on SIGTERM', async () => {
    const { directory, env, command, healthcheck } = await buildImage();
    expect(command[0]).toBe('node');
    expect(Object.keys(env).filter((name) => !known.has(name))).toEqual([]);
    const { baseUrl } = await startApi();
    const secrets = await mountSecrets({ password: account.password });
    const service = await startService(
      {
        ...env,
        PORT: '0',
        XDG_STATE_HOME: join(secrets, 'state'), // the volume
        TURBOSMTP_BASE_URL: baseUrl,
        TURBOSMTP_PASSWORD_FILE: join(secrets, 'password'),
      },
      directory,
      command.slice(1),
    );
    expect((await fetch(`${service.url}/sends`)).status).toBe(200);
    const [, ...check] = healthcheck;
    const { port } = new URL(service.url);
    expect(await runProgram(check, { ...env, PORT: port }, directory)).toEqual({ code: 0, output: '' });
    expect((await service.stop()).code).toBe(0);
    expect((await runProgram(check, { ...env, PORT: port }, directory)).code).toBe(1);
  });

  test('runs as somebody else than root, and owns the directory of its key', async () => {
    const text = await read('Dockerfile');
    expect(text).toMatch(/^USER node$/m);
    const { env } = await buildImage();
    expect(text).toContain(
      `install --directory --owner=node --group=node --mode=0700 ${env['XDG_STATE_HOME']}`,
    );
  });
});

describe('docs/deployment.md', () => {
  test('shows of each file what is in it, in its order', async () => {
    const document = await readFile(join(folder, '../../docs/deployment.md'), 'utf8');
    const shown = [...document.matchAll(/```\w+\n# examples\/node-service\/(\S+)\n(.*?)```/gs)];
    expect(shown.map(([, file]) => file)).toEqual([
      'deploy/compose.yaml',
      'Dockerfile',
      'deploy/kubernetes.yaml',
      'deploy/sends.service',
    ]);
    for (const [, file = '', excerpt = ''] of shown) {
      const lines = (await read(file)).split('\n');
      for (const line of excerpt.split('\n').filter(Boolean)) {
        const at = lines.indexOf(line);
        expect(at, `${file}: ${line}`).not.toBe(-1);
        lines.splice(0, at + 1);
      }
    }
  });
});

// Only what is looked at is said to be there.
interface Compose {
  services: {
    sends: {
      environment: Record<string, string>;
      secrets: string[];
      volumes: string[];
      ports: string[];
      stop_grace_period: string;
    };
  };
  secrets: Record<string, { file: string }>;
  volumes: Record<string, unknown>;
}

interface Container {
  env: { name: string; value?: string; valueFrom?: { secretKeyRef: { name: string; key: string } } }[];
  ports: { name: string; containerPort: number }[];
  volumeMounts: { name: string; mountPath: string }[];
  lifecycle: { preStop: { sleep: { seconds: number } } };
  startupProbe: Probe;
  livenessProbe: Probe;
  readinessProbe: Probe;
}

interface Probe {
  httpGet: { path: string; port: string };
}

interface Pod {
  terminationGracePeriodSeconds: number;
  containers: [Container];
  volumes: { name: string; secret: { secretName: string; items: { key: string; path: string }[] } }[];
}

async function parse(path: string): Promise<unknown[]> {
  const documents = parseAllDocuments(await read(path));
  if (!Array.isArray(documents)) throw new Error(`${path} is empty`);
  return documents.map((document) => {
    expect(document.errors).toEqual([]);
    return document.toJS();
  });
}

/** Seconds that the service takes at most from its signal to its end. */
async function patience(): Promise<number> {
  const text = await read('src/main.ts');
  return Number(/PATIENCE = ([\d_]+);/.exec(text)?.[1]?.replaceAll('_', '')) / 1000;
}

describe('deploy/compose.yaml', () => {
  test('mounts what the service looks for, where it looks for it', async () => {
    const [{ services, secrets, volumes }] = (await parse('deploy/compose.yaml')) as [Compose];
    const { env } = await buildImage();
    const { sends } = services;
    expect(Object.keys(sends.environment).filter((name) => !known.has(name))).toEqual([]);
    expect(sends.secrets).toEqual(Object.keys(secrets));
    expect(await read('src/config.ts')).toContain(`'/run/secrets/${sends.secrets[0]}'`);
    // The client's own place for it: `findSealingKey`.
    expect(sends.secrets[1]).toBe('turbosmtp_auth_store_key');
    const [volume = ''] = sends.volumes;
    expect(volume).toBe(`${Object.keys(volumes)[0]}:${env['XDG_STATE_HOME']}`);
    expect(sends.ports[0]).toMatch(new RegExp(`:${env['PORT']}$`));
    expect(Number.parseInt(sends.stop_grace_period, 10)).toBeGreaterThan(await patience());
  });
});

describe('deploy/kubernetes.yaml', () => {
  test('asks for health where there is a route, and mounts what its variables name', async () => {
    const [deployment, service] = (await parse('deploy/kubernetes.yaml')) as [
      { spec: { template: { spec: Pod } } },
      { spec: { ports: [{ targetPort: string }] } },
    ];
    const { containers, volumes, terminationGracePeriodSeconds } = deployment.spec.template.spec;
    const [container] = containers;
    const { env } = await buildImage();

    const app = createService({
      client: createClient({ keyStore: memoryKeyStore() }),
      draining: () => false,
    });
    for (const probe of ['startupProbe', 'livenessProbe', 'readinessProbe'] as const) {
      const { path: url, port } = container[probe].httpGet;
      expect(app.hasRoute({ url, method: 'GET' }), url).toBe(true);
      expect(port).toBe(container.ports[0]?.name);
    }
    expect(String(container.ports[0]?.containerPort)).toBe(env['PORT']);
    expect(service.spec.ports[0].targetPort).toBe(container.ports[0]?.name);

    expect(container.env.map(({ name }) => name).filter((name) => !known.has(name))).toEqual([]);
    const [volume] = volumes;
    const mounted = container.volumeMounts.find(({ name }) => name === volume?.name)?.mountPath;
    const files = volume?.secret.items.map(({ path }) => `${mounted}/${path}`);
    const named = container.env.filter(({ name }) => name.endsWith('_FILE')).map(({ value }) => value);
    expect(named).toEqual(files);

    const { seconds } = container.lifecycle.preStop.sleep;
    expect(terminationGracePeriodSeconds).toBeGreaterThan(seconds + (await patience()));
  });
});

describe('deploy/sends.service', () => {
  test('names what the service looks for', async () => {
    const unit = await read('deploy/sends.service');
    const values = (key: string): string[] =>
      [...unit.matchAll(new RegExp(`^${key}=(.+)$`, 'gm'))].map(([, value = '']) => value);
    const names = values('Environment').map((pair) => pair.split('=')[0] ?? '');
    expect(names.filter((name) => !known.has(name))).toEqual([]);
    const credentials = values('LoadCredentialEncrypted').map((value) => value.replace(/:.*$/, ''));
    expect(credentials).toEqual(['turbosmtp-password', 'turbosmtp-auth-store-key']);
    expect(await read('src/config.ts')).toContain(`'${credentials[0]}'`);
    expect(values('Environment')).toContain(`XDG_STATE_HOME=%S/${values('StateDirectory')[0]}`);
    const [program = '', script = ''] = values('ExecStart')[0]?.split(' ') ?? [];
    expect(isAbsolute(program) && script.endsWith('/src/main.ts')).toBe(true);
    expect(Number(values('TimeoutStopSec')[0])).toBeGreaterThan(await patience());
  });

  test.runIf(systemdAnalyzeAvailable())('is one that systemd takes, and finds little exposed', async () => {
    const directory = await mountSecrets({});
    const path = join(directory, 'sends.service');
    const unit = await read('deploy/sends.service');
    await writeFile(path, unit.replace(/^ExecStart=\S+/m, `ExecStart=${process.execPath}`));
    // It says everything that it does not like, and exits with 0 all the same.
    const { stdout, stderr } = spawnSync('systemd-analyze', ['verify', path], { encoding: 'utf8' });
    expect(stdout + stderr).toBe('');
    const judge = ['security', '--offline=yes', '--no-pager', path];
    const { stdout: exposure } = spawnSync('systemd-analyze', judge, { encoding: 'utf8' });
    const [, level] = /Overall exposure level for sends\.service: ([\d.]+)/.exec(exposure) ?? [];
    expect(Number(level)).toBeLessThan(2.5);
  });
});
