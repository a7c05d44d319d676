import { createClient, type Login, platform } from '@turbosmtp-auth/browser/extension';
import type { ClientOptions } from '@turbosmtp-auth/core';
import type { Host } from '../../suite/run-suite.ts';
import { conformance } from '../conformance.ts';
import type { Asked, ExtensionApi } from './run-port.ts';

declare const chrome: ExtensionApi;

const { keyStore, lock } = platform;

/** In an extension a key that never expires must be remembered, which no other runtime asks for. */
const createRememberingClient: Host['createClient'] = (options: ClientOptions) => {
  const client = createClient(options);
  return {
    ...client,
    login: (input, callOptions) => {
      const remembered = Object(input).noExpire === true ? { ...input, remember: true } : input;
      return client.login(remembered as Login, callOptions); // they differ in whether `undefined` may be written out
    },
  };
};

// A background cannot be asked how its console would print a value: the walk through all properties has to do.
const host = { createClient: createRememberingClient, parts: { keyStore, lock }, inspect: String };

// In the first turn: the listener is what wakes the background.
chrome.runtime.onConnect.addListener((port) => {
  port.onMessage.addListener(async ({ origin, only }: Asked) => {
    // Browsers stop a background 30 s after the last call of their API. Most cases need none.
    const awake = setInterval(() => void chrome.runtime.getPlatformInfo(), 10_000);
    const answer = await conformance(host, origin, undefined, only).then(
      (report) => ({ report }),
      (error) => ({ failure: String(error) }),
    );
    clearInterval(awake);
    port.postMessage(answer);
  });
});
