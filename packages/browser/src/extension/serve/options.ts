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

/** Never for a content script, even if the options allow it. */
const forPagesAlone: readonly string[] = ['fetch', 'login'];

/** Whom an operation of the extension's own may be for. */
const audiences = ['pages', 'contentScripts', 'both'];

/**
 * Anything but these types would allow more or less than is meant.
 *
 * @throws {InvalidInputError} if the client or an option is not what it should be, or if a content script were to be given what
 *   only a page may have.
 */
export function checkServed(client: ExtensionClient, options: ServeOptions): void {
  for (const name of [...Object.keys(served).filter((each) => each !== 'interrupted'), 'on'] as const)
    checkFunction(`client.${name}`, Object(client)[name]);
  checkObject('options', options);
  const { allow = {}, answer = {} } = options;
  checkObject('allow', allow);
  for (const name of ['pages', 'contentScripts'] as const) {
    const { [name]: list = [] } = allow;
    if (!Array.isArray(list)) throw invalidInput(`allow.${name}`, 'not_a_list');
    if (!Array.from(list).every((each) => typeof each === 'string' && isServed(each)))
      throw invalidInput(`allow.${name}`, 'not_an_operation');
  }
  if (allow.contentScripts?.some((operation: string) => forPagesAlone.includes(operation)))
    throw invalidInput(
      'allow.contentScripts',
      'not_for_content_scripts',
      extensionHint('not_for_content_scripts'),
    );
  const { incognito = false } = allow;
  if (typeof incognito !== 'boolean') throw invalidInput('allow.incognito', 'not_a_boolean');
  checkObject('answer', answer);
  for (const [name, own] of Object.entries(answer)) {
    checkObject(`answer.${name}`, own);
    if (!audiences.includes(own.for)) throw invalidInput(`answer.${name}.for`, 'not_an_audience');
    checkFunction(`answer.${name}.run`, own.run);
  }
}

/** Whether a caller may ask for an operation, or for one of the extension's own. */
export function mayAsk(
  { allow, answer = {} }: ServeOptions,
  caller: Caller | null,
  operation: string,
  name: string,
): boolean {
  if (!caller) return false;
  const isPage = caller.context === 'page';
  if (operation === 'ask') {
    const audience = Object.hasOwn(answer, name) ? answer[name]?.for : undefined;
    return audience === 'both' || audience === (isPage ? 'pages' : 'contentScripts');
  }
  const asked = operation === 'acknowledge' ? 'interrupted' : operation;
  if (!isServed(asked)) return false;
  if (isPage) return !allow?.pages || allow.pages.some((each) => each === asked);
  return !forPagesAlone.includes(asked) && allow?.contentScripts?.some((each) => each === asked) === true;
}
