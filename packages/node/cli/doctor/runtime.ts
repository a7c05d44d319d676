import packageJson from '../../package.json' with { type: 'json' };
import type { Finding } from './finding.ts';

const OLDEST = 22;

/** Which program runs this, and whether it is supported. */
export function checkRuntime(): Finding {
  const { versions, platform, arch } = process;
  const [name, version] = versions['bun']
    ? ['bun', versions['bun']]
    : versions['deno']
      ? ['deno', versions['deno']]
      : ['node', versions.node];
  const supported = name !== 'node' || Number.parseInt(version, 10) >= OLDEST;
  return {
    check: 'runtime',
    status: supported ? 'ok' : 'problem',
    summary: `turbosmtp-auth ${packageJson.version} on ${name} ${version}, ${platform} ${arch}`,
    ...(!supported && { advice: `Use Node ${OLDEST} or newer.` }),
    facts: { name, version, supported, package: packageJson.version, platform, arch },
  };
}
