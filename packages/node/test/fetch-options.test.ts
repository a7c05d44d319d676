import { inspect } from 'node:util';
import { describe, expect, it, vi } from 'vitest';
import { type Environment, proxiesOf, proxyVariables } from '../src/fetch/environment.ts';
import { parseHttpProxy } from '../src/fetch/http-proxy.ts';
import { parseNoProxy } from '../src/fetch/no-proxy.ts';
import { routeOf } from '../src/fetch/route.ts';
import { createClient, InvalidInputError, type NodeFetchOptions, nodeFetch } from '../src/index.ts';
import { makeAuthority } from './authority.ts';

const basic = (pair: string): string => `Basic ${Buffer.from(pair).toString('base64')}`;
const url = (text: string): URL => new URL(text);

describe('the URL of a proxy', () => {
  it.each([
    ['http://proxy.test:3128', 'http://proxy.test:3128/', undefined],
    ['https://proxy.test', 'https://proxy.test/', undefined],
    ['proxy.test:3128', 'http://proxy.test:3128/', undefined],
    [' http://[::1]:3128/ ', 'http://[::1]:3128/', undefined],
    ['http://ada:Correct-Horse-9@proxy.test', 'http://proxy.test/', basic('ada:Correct-Horse-9')],
    ['ada:p%40ss@proxy.test:1', 'http://proxy.test:1/', basic('ada:p@ss')],
    ['http://ada:50%@proxy.test', 'http://proxy.test/', basic('ada:50%')],
    ['http://ada@proxy.test', 'http://proxy.test/', basic('ada:')],
    ['http://ad%C3%A4:x@proxy.test', 'http://proxy.test/', basic('adä:x')],
  ])('%s', (text, href, authorization) => {
    const proxy = parseHttpProxy(text, 'proxy');
    expect({ href: proxy.url.href, authorization: proxy.authorization }).toEqual({ href, authorization });
  });
});

describe('options that cannot be', () => {
  const secret = 'Correct-Horse-9';
  const refusal = (work: () => unknown): InvalidInputError => {
    try {
      work();
    } catch (error) {
      if (error instanceof InvalidInputError) return error;
      throw error;
    }
    throw new Error('accepted');
  };

  it.each<[NodeFetchOptions, string, string]>([
    [{ proxy: '' }, 'proxy', 'not_a_url'],
    [{ proxy: `http://ada:${secret}@` }, 'proxy', 'not_a_url'],
    [{ proxy: `http://ada:${secret}/#@proxy.test` }, 'proxy', 'not_a_url'],
    [{ proxy: `socks5://ada:${secret}@proxy.test` }, 'proxy', 'not_an_http_proxy'],
    [{ proxy: new URL(`ftp://ada:${secret}@proxy.test`) }, 'proxy', 'not_an_http_proxy'],
    [{ proxy: `http://proxy.test/${secret}` }, 'proxy', 'path_or_query'],
    [{ proxy: `http://proxy.test?${secret}` }, 'proxy', 'path_or_query'],
    [{ proxy: `http://proxy.test\r\nx: ${secret}` }, 'proxy', 'not_url_characters'],
    [{ ca: secret }, 'ca', 'not_a_certificate'],
    [{ ca: '' }, 'ca', 'not_a_certificate'],
    [
      { ca: [`-----BEGIN CERTIFICATE-----\n${secret.replaceAll('-', '')}\n-----END CERTIFICATE-----`] },
      'ca',
      'not_a_certificate',
    ],
    [{ keepAlive: 0 }, 'keepAlive', 'out_of_range'],
    [{ keepAlive: Number.NaN }, 'keepAlive', 'out_of_range'],
    [{ keepAlive: 2 ** 31 }, 'keepAlive', 'out_of_range'],
  ])('are refused without being shown: %o', (options, path, code) => {
    const error = refusal(() => nodeFetch(options));
    expect(error).toMatchObject({ code: 'invalid_input', issues: [{ path, code }] });
    expect(inspect(error, { showHidden: true, depth: 9 })).not.toContain(secret);
  });

  it('such as one good certificate among bad ones', async () => {
    const { ca } = await makeAuthority('DNS:localhost');
    expect(() => nodeFetch({ ca: [ca, `${ca}\n${ca}`] })).not.toThrow();
    expect(refusal(() => nodeFetch({ ca: [ca, 'none'] })).issues).toEqual([
      { path: 'ca', code: 'not_a_certificate', message: 'It is not a certificate.' },
    ]);
  });

  it('such as what a variable holds, which is named when a client is created', () => {
    vi.stubEnv('https_proxy', '');
    vi.stubEnv('HTTPS_PROXY', `socks5://ada:${secret}@proxy.test`);
    const error = refusal(() => createClient());
    const message = 'It is not an http proxy.';
    expect(error.issues).toEqual([{ path: 'HTTPS_PROXY', code: 'not_an_http_proxy', message }]);
    expect(inspect(error, { showHidden: true, depth: 9 })).not.toContain(secret);
    createClient({ fetch: nodeFetch({ proxy: false }) });
    vi.unstubAllEnvs();
  });
});

describe('a list of hosts to reach without a proxy', () => {
  it.each<[string, string, boolean]>([
    ['', 'https://a.test', false],
    ['*', 'https://a.test', true],
    ['b.test, *', 'https://a.test', true],
    ['a.test', 'https://a.test', true],
    ['A.Test', 'https://a.test', true],
    ['a.test', 'https://x.y.a.test', true],
    ['a.test', 'https://ba.test', false],
    ['a.test', 'https://a.test.b', false],
    ['.a.test', 'https://x.a.test', true],
    ['.a.test', 'https://a.test', true],
    ['*.a.test', 'https://x.a.test', true],
    ['a.test.', 'https://a.test', true],
    ['a.test', 'https://a.test.', true],
    ['b.test c.test,,\ta.test', 'https://a.test', true],
    ['a.test:443', 'https://a.test', true],
    ['a.test:0443', 'https://a.test', true],
    ['a.test:80', 'https://a.test', false],
    ['a.test:80', 'http://a.test', true],
    ['a.test:8443', 'https://x.a.test:8443', true],
    ['a.test:', 'https://a.test', true],
    ['bücher.test', 'https://xn--bcher-kva.test', true],
    ['10.0.0.1', 'https://10.0.0.1', true],
    ['10.0.0.0/8', 'https://10.0.0.1', false],
    ['10.0.0.0/8', 'https://10.0.0.0', false],
    ['fd00::1', 'https://[fd00::1]', true],
    ['fd00:0:0::1', 'https://[fd00::1]', true],
    ['[fd00::1]', 'https://[fd00::1]', true],
    ['[fd00::1]:8443', 'https://[fd00::1]:8443', true],
    ['[fd00::1]:8443', 'https://[fd00::1]', false],
    ['https://a.test', 'https://a.test', false],
    ['@ ? #', 'https://a.test', false],
  ])('%j and %s: %s', (list, target, excepted) => {
    expect(parseNoProxy(list)(url(target))).toBe(excepted);
  });
});

describe('the environment', () => {
  const through = (env: Environment, target: string, noProxy?: string): string | undefined => {
    const proxies = proxiesOf(env, noProxy);
    return proxies && routeOf(proxies)(url(target))?.url.host;
  };

  it.each<[string, Environment, string, string | undefined]>([
    ['no proxy', {}, 'https://a.test', undefined],
    ['each scheme its own', { HTTPS_PROXY: 'http://s', HTTP_PROXY: 'http://p' }, 'https://a.test', 's'],
    ['each scheme its own', { HTTPS_PROXY: 'http://s', HTTP_PROXY: 'http://p' }, 'http://a.test', 'p'],
    ['no other for https', { HTTP_PROXY: 'http://p' }, 'https://a.test', undefined],
    ['lower case first', { HTTPS_PROXY: 'http://up', https_proxy: 'http://low' }, 'https://a.test', 'low'],
    ['empty as unset', { HTTPS_PROXY: 'http://up', https_proxy: '' }, 'https://a.test', 'up'],
    ['exceptions', { HTTPS_PROXY: 'http://s', NO_PROXY: 'a.test' }, 'https://a.test', undefined],
    [
      'exceptions in lower case',
      { HTTPS_PROXY: 'http://s', no_proxy: 'a.test' },
      'https://a.test',
      undefined,
    ],
    [
      'a header of a CGI request',
      { HTTP_PROXY: 'http://p', REQUEST_METHOD: 'GET' },
      'http://a.test',
      undefined,
    ],
    ['a variable of a CGI script', { http_proxy: 'http://p', REQUEST_METHOD: 'GET' }, 'http://a.test', 'p'],
  ])('%s', (_, env, target, host) => expect(through(env, target)).toBe(host));

  it('gives way to a list of exceptions', () => {
    const env = { HTTPS_PROXY: 'http://s', NO_PROXY: 'a.test' };
    expect(through(env, 'https://a.test', 'b.test')).toBe('s');
    expect(through(env, 'https://b.test', 'b.test')).toBeUndefined();
  });

  it('is told apart by what it says of proxies, and by nothing else', () => {
    const one = { HTTPS_PROXY: 'http://s', HOME: '/a' };
    expect(proxyVariables({ NO_PROXY: '*', HOME: '/a' })).toBe('');
    expect(proxyVariables({ ...one, HOME: '/b' })).toBe(proxyVariables(one));
    expect(proxyVariables({ ...one, NO_PROXY: '*' })).not.toBe(proxyVariables(one));
    expect(proxyVariables({ HTTP_PROXY: 'http://s' })).not.toBe(proxyVariables(one));
  });

  it.each([
    'localhost',
    'LOCALHOST',
    'localhost.',
    'api.localhost',
    '127.0.0.1',
    '127.9.8.7',
    '127.1',
    '2130706433',
    '[::1]',
    '[0:0::1]',
    '[::ffff:127.0.0.1]',
  ])('never leads to %s through a proxy', (host) =>
    expect(through({ HTTPS_PROXY: 'http://s' }, `https://${host}:8443/`)).toBeUndefined(),
  );

  it.each(['notlocalhost', 'localhost.test', '127.0.0.1.test', '128.0.0.1', '[::2]', '[::ffff:10.0.0.1]'])(
    'leads to %s through a proxy',
    (host) => expect(through({ HTTPS_PROXY: 'http://s' }, `https://${host}/`)).toBe('s'),
  );
});
