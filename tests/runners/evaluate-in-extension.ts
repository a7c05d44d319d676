import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { chromiumLaunchOptions } from '../../tools/chromium.ts';
import { findFirefox, launchFirefox } from '../../tools/firefox.ts';
import { MissingRuntimeError } from './missing-runtime-error.ts';
import { directory } from './run-conformance.ts';

/** The extension with the suite, as it was built. */
const extension = join(directory, 'dist', 'extension');

/** Evaluates in a page of the extension, and answers the text of the value with the version of the browser. */
export type EvaluateInExtension = (expression: string) => Promise<{ value: string; version: string }>;

async function inChromium(expression: string): ReturnType<EvaluateInExtension> {
  const profile = await mkdtemp(join(tmpdir(), 'extension-profile-'));
  const options = {
    ...chromiumLaunchOptions(),
    args: [`--disable-extensions-except=${extension}`, `--load-extension=${extension}`],
  };
  const context = await chromium.launchPersistentContext(profile, options).catch(({ message }: Error) => {
    throw new MissingRuntimeError(`Install Chromium, or run \`npx playwright install chromium\`. ${message}`);
  });
  try {
    const background = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'));
    const page = await context.newPage();
    await page.goto(new URL('page.html', background.url()).href);
    return { value: await page.evaluate(expression), version: context.browser()?.version() ?? '' };
  } finally {
    await context.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function inFirefox(expression: string): ReturnType<EvaluateInExtension> {
  const executable = findFirefox();
  if (!executable) throw new MissingRuntimeError('Install Firefox, or set FIREFOX_PATH to one.');
  const browser = await launchFirefox(executable);
  try {
    const tab = await browser.open(`${await browser.install(extension)}/page.html`);
    const version = await tab.evaluate("navigator.userAgent.split('/').at(-1)");
    return { value: await tab.evaluate(expression), version };
  } finally {
    await browser.close();
  }
}

/** By the name of the browser. */
export const evaluateInExtension: Readonly<Partial<Record<string, EvaluateInExtension>>> = {
  chromium: inChromium,
  firefox: inFirefox,
};
