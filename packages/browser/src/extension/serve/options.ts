import { checkFunction, checkObject, invalidInput } from '@turbosmtp-auth/core';
import type { ExtensionClient } from '../create-client.ts';
import { extensionHint } from '../hints.ts';
import type { ServedOperation } from '../wire/operations.ts';
import type { Caller } from './caller.ts';

/** What a background answers, and to whom. */
export interface ServeOptions {
  /** Who may call what. Default: pages everything, content scripts nothing. */
  allow?: {
    /** The popup, options, the side panel, tabs of the extension. Default: every operation. */
    pages?: readonly ServedOperation[];
    /** Default: none. */
    contentScripts?: readonly Exclude<ServedOperation, 'fetch' | 'login'>[];
    /** Content scripts of private windows. Default `false`. */
    incognito?: boolean;
  };
  /**
   * Operations of your own, by name: a content script can ask for data with them, without a general `fetch`. Check the
   * input: a content script may be deceived by its page.
   */
  answer?: Readonly<
    Record<
      string,
      {
        /** Who may ask for it. Required. */
        for: 'pages' | 'contentScripts' | 'both';
        /** Makes the answer, or a promise of it: JSON. */
        run(input: unknown, caller: Caller): unknown;
      }
    >
  >;
}

/** The whole list. */
const served: Readonly<Record<ServedOperation, 0>> = {
  login: 0,
  logout: 0,
  session: 0,
  changePassword: 0,
  settlePasswordChange: 0,
  requestPasswordReset: 0,
  verifyResetToken: 0,
  resetPassword: 0,
  listConsumerKeys: 0,
  createConsumerKey: 0,
  deleteConsumerKey: 0,
  fetch: 0,
  interrupted: 0,
};

export const isServed = (operation: string): operation is ServedOperation => Object.hasOwn(served, operation);

/** Who may ask for what: copies, which nothing changes later. */
export interface Allowed {
  readonly pages: readonly string[];
  readonly contentScripts: readonly string[];
  readonly incognito: boolean;
  readonly answer: NonNullable<ServeOptions['answer']>;
}

/**
 * Refuses what would allow more or less than it says.
 *
 * @throws {InvalidInputError} if the client or an option is invalid, or if a content script were to get what only a page may have.
 */
export function checkServed(client: ExtensionClient, options: ServeOptions): Allowed {
  checkFunction('client.on', Object(client).on);
  checkObject('options', options);
  const { allow = {}, answer = {} } = options;
  checkObject('allow', allow);
  checkObject('answer', answer);
  const { incognito = false } = allow;
  if (typeof incognito !== 'boolean') throw invalidInput('allow.incognito', 'not_a_boolean');
  const all: readonly string[] = Object.keys(served);
  const listed = (name: 'pages' | 'contentScripts', usual: readonly string[]): readonly string[] => {
    const { [name]: list = usual }: { readonly [list in typeof name]?: readonly string[] } = allow;
    const path = `allow.${name}`;
    if (!Array.isArray(list)) throw invalidInput(path, 'not_a_list');
    const copy: readonly string[] = [...list];
    if (!copy.every((each) => all.includes(each))) throw invalidInput(path, 'not_an_operation');
    return copy;
  };
  const contentScripts = listed('contentScripts', []);
  if (contentScripts.includes('fetch') || contentScripts.includes('login'))
    throw invalidInput(
      'allow.contentScripts',
      'not_for_content_scripts',
      extensionHint('not_for_content_scripts'),
    );
  for (const [name, own] of Object.entries(answer)) {
    const { for: audience, run } = Object(own);
    const path = `answer.${name}.`;
    if (!['pages', 'contentScripts', 'both'].includes(audience))
      throw invalidInput(`${path}for`, 'out_of_range');
    checkFunction(`${path}run`, run);
  }
  return { pages: listed('pages', all), contentScripts, incognito, answer };
}

/** Whether a caller may ask for an operation, or for one of the extension's own. */
export function mayAsk(
  { answer, ...allowed }: Allowed,
  caller: Caller | null,
  operation: string,
  name: unknown,
): boolean {
  if (!caller) return false;
  const group = caller.context === 'page' ? 'pages' : 'contentScripts';
  if (operation === 'ask') {
    // The name as a text may be another at the call, or an error.
    const audience = typeof name === 'string' && Object.hasOwn(answer, name) ? answer[name]?.for : undefined;
    return audience === 'both' || audience === group;
  }
  return allowed[group].includes(operation === 'acknowledge' ? 'interrupted' : operation);
}
