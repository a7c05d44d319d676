import { isTurboSMTPAuthError } from '@turbosmtp-auth/node';
import { type Environment, proxiesOf, proxyVariables } from '../../src/fetch/environment.ts';
import { routeOf } from '../../src/fetch/route.ts';
import type { Finding } from './finding.ts';

/** Which proxy the service is reached through, by the rules that the client itself goes by. */
export function checkProxy(env: Environment, baseUrl: string): Finding {
  if (proxyVariables(env) === '') return found('ok', 'none is set', { proxy: null });
  let proxy: string | null;
  try {
    const proxies = proxiesOf(env);
    // Without user and password, which a proxy's URL often has.
    proxy = (proxies && routeOf(proxies)(new URL(baseUrl))?.url.origin) ?? null;
  } catch (error) {
    const [issue] = isTurboSMTPAuthError(error) ? (error.issues ?? []) : [];
    return found(
      'problem',
      `${issue?.path ?? 'a variable'} is not the URL of an http or https proxy`,
      { proxy: null, variable: issue?.path ?? null },
      'Set it to a URL such as http://proxy.example:3128, or unset it.',
    );
  }
  if (proxy === null) return found('ok', 'one is set, but is not used for this service', { proxy });
  if (!hasUndici())
    return found(
      'problem',
      `${proxy} is set, but a package that it needs is missing`,
      { proxy, undici: false },
      'Install `undici` beside `@turbosmtp-auth/node`.',
    );
  return found('ok', `${proxy} is used`, { proxy });
}

const found = (
  status: Finding['status'],
  summary: string,
  facts: { proxy: string | null; variable?: string | null; undici?: boolean },
  advice?: string,
): Finding => ({
  check: 'proxy',
  status,
  summary,
  ...(advice !== undefined && { advice }),
  facts: { variable: null, undici: hasUndici(), ...facts },
});

/** Whether it is installed; it is not loaded for that. */
function hasUndici(): boolean {
  try {
    return import.meta.resolve('undici') !== '';
  } catch {
    return false;
  }
}
