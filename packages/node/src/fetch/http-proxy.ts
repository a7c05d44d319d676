import { invalidInput } from '@turbosmtp-auth/core';
import { nodeIssue } from '../issue-texts.ts';

/** A proxy to go through. */
export interface HttpProxy {
  /** Without user info: what may be told. */
  readonly url: URL;
  /** The value of `Proxy-Authorization`, where its URL names a user. */
  readonly authorization: string | undefined;
}

/** An address without a scheme is one of an http proxy, as it is to curl. */
const scheme = /^[a-z][a-z0-9+.-]*:\/\//i;

/**
 * Reads the URL of a proxy.
 *
 * @throws {InvalidInputError} naming the option or variable, for what is not the URL of an http or https proxy.
 */
export function parseHttpProxy(value: string, option: string): HttpProxy {
  const text = value.trim();
  if (/[\\\s\p{Cc}]/u.test(text))
    throw invalidInput(option, 'not_url_characters', nodeIssue('not_url_characters'));
  const url = URL.parse(scheme.test(text) ? text : `http://${text}`);
  if (!url) throw invalidInput(option, 'not_a_url', nodeIssue('not_a_url'));
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw invalidInput(option, 'not_an_http_proxy');
  if (url.pathname !== '/' || url.search || url.hash)
    throw invalidInput(option, 'path_or_query', nodeIssue('path_or_query'));
  return { url: new URL(url.origin), authorization: authorizationOf(url) };
}

/** Basic authentication (RFC 7617), in UTF-8. */
function authorizationOf({ username, password }: URL): string | undefined {
  if (!username && !password) return undefined;
  const pair = `${decode(username)}:${decode(password)}`;
  return `Basic ${Buffer.from(pair).toString('base64')}`;
}

/** A per cent sign that begins no escape stands for itself: the URL parser lets it pass, too. */
const decode = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};
