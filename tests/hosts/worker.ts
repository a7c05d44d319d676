import { createClient, memoryKeyStore, memoryLock } from '@turbosmtp-auth/core';
import { conformance } from './conformance.ts';

export default {
  /** `?origin=` names the sandbox to call over HTTP. */
  async fetch(request: Request): Promise<Response> {
    const origin = new URL(request.url).searchParams.get('origin') ?? '';
    const keyStore = memoryKeyStore();
    const lock = memoryLock();
    const platform = { name: 'workerd', fetch: globalThis.fetch.bind(globalThis), keyStore, lock };
    return Response.json(
      await conformance(
        { createClient: (options) => createClient(platform, options), inspect: String },
        origin,
      ),
    );
  },
};
