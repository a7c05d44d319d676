import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { preview } from 'vite';
import type { TestProject } from 'vitest/node';
import { chromiumAvailable, chromiumLaunchOptions } from '../../../tools/chromium.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the built page is. */
    url: string;
    /** Where the browser is that all files share. Absent: there is none here, and none is required. */
    browser: string | undefined;
  }
}

const root = fileURLToPath(new URL('..', import.meta.url));

/** Serves the built page. */
export async function servePage(): Promise<{ readonly url: string; close(): Promise<void> }> {
  if (!existsSync(`${root}dist/index.html`))
    throw new Error('The page is not built: run `vite build` first.');
  const server = await preview({
    root,
    logLevel: 'error',
    preview: { host: '127.0.0.1', port: 0, open: false },
  });
  return { url: server.resolvedUrls?.local[0] ?? '', close: () => server.close() };
}

/** In CI a missing Chromium fails, with Playwright's own word on how to install one; elsewhere its tests are skipped. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const required = Boolean(process.env['CI']) && process.env['CI'] !== 'false';
  const server = await servePage();
  project.provide('url', server.url);
  const browser =
    required || chromiumAvailable() ? await chromium.launchServer(chromiumLaunchOptions()) : undefined;
  project.provide('browser', browser?.wsEndpoint());
  return async () => {
    await browser?.close();
    await server.close();
  };
}
