// What a job of GitHub has around it that publishing asks for, on loopback: the identity tokens and the way out.
import { createServer } from 'node:http';
import { listen } from './registry.mjs';

const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token that nobody signed, so that nobody outside would take it. */
const tokenFor = (audience) =>
  [
    part({ alg: 'RS256', typ: 'JWT' }),
    part({ aud: audience, sub: 'rehearsal', exp: 4102444800, repository_visibility: 'public' }),
    part('unsigned'),
  ].join('.');

/**
 * Answers with the variables that a program finds in a job of GitHub that may ask for identity tokens (`environment`),
 * and with what was asked (`audiences`) and wanted of other machines (`refused`). Nothing leaves this machine: the way
 * out is a proxy that refuses.
 */
export async function startGitHub() {
  const audiences = [];
  const refused = [];
  const server = createServer((request, response) => {
    const audience = new URL(request.url, 'http://127.0.0.1').searchParams.get('audience');
    if (audience === null) {
      response.writeHead(403).end();
      return;
    }
    audiences.push(audience);
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ value: tokenFor(audience) }));
  });
  server.on('connect', ({ url }, socket) => {
    refused.push(url);
    socket.on('error', () => {}); // the client hung up first
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
  });
  const { url, [Symbol.asyncDispose]: dispose } = await listen(server);
  const repository = 'turbosmtp-auth/turbosmtp-auth';
  const environment = {
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    ACTIONS_ID_TOKEN_REQUEST_URL: `${url}token?`,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'rehearsal',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_REPOSITORY: repository,
    GITHUB_REPOSITORY_ID: '1',
    GITHUB_REPOSITORY_OWNER_ID: '1',
    GITHUB_REF: 'refs/heads/main',
    GITHUB_SHA: '0'.repeat(40),
    GITHUB_WORKFLOW_REF: `${repository}/.github/workflows/release.yml@refs/heads/main`,
    GITHUB_EVENT_NAME: 'push',
    GITHUB_RUN_ID: '1',
    GITHUB_RUN_ATTEMPT: '1',
    RUNNER_ENVIRONMENT: 'github-hosted',
    https_proxy: url,
    HTTPS_PROXY: url,
    http_proxy: url,
    HTTP_PROXY: url,
    no_proxy: '127.0.0.1',
    NO_PROXY: '127.0.0.1',
  };
  return { environment, audiences, refused, [Symbol.asyncDispose]: dispose };
}
