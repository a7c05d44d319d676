import packageJson from '../../package.json' with { type: 'json' };
import type { Finding } from './finding.ts';

/** As `engines` says. */
const OLDEST = [22, 12] as const;

/** Which program runs this, and whether it is supported. */
export function checkRuntime(): Finding {
  const { versions, platform, arch } = process;
  const [name, version] = versions['bun']
    ? ['bun', versions['bun']]
    : versions['deno']
      ? ['deno', versions['deno']]
      : ['node', versions.node];
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const supported = name !== 'node' || major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
  return {
    check: 'runtime',
    status: supported ? 'ok' : 'problem',
    summary: `turbosmtp-auth ${packageJson.version} on ${name} ${version}, ${platform} ${arch}`,
    ...(!supported && { advice: `Use Node ${OLDEST.join('.')} or newer.` }),
    facts: { name, version, supported, package: packageJson.version, platform, arch },
  };
}
