import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium, type LaunchOptions } from 'playwright';

/** Where Chromium-like browsers are usually installed. */
function* candidates(): Generator<string> {
  const env: Partial<Record<string, string>> = process.env;
  if (process.platform === 'darwin') {
    yield '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
    yield '/Applications/Chromium.app/Contents/MacOS/Chromium';
    yield '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge';
  } else if (process.platform === 'win32') {
    for (const base of [env['ProgramFiles'], env['ProgramFiles(x86)'], env['LOCALAPPDATA']]) {
      if (base) {
        yield join(base, 'Google', 'Chrome', 'Application', 'chrome.exe');
        yield join(base, 'Microsoft', 'Edge', 'Application', 'msedge.exe');
      }
    }
  } else {
    for (const directory of (env['PATH'] ?? '').split(delimiter)) {
      for (const name of ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']) {
        if (directory) yield join(directory, name);
      }
    }
  }
}

/**
 * The path of the first of: CHROMIUM_PATH, the browser that `playwright install chromium` downloaded, a browser
 * installed on the system.
 */
export function chromiumExecutable(): string | undefined {
  const downloaded = chromium.executablePath();
  return [process.env['CHROMIUM_PATH'], downloaded, ...candidates()].find((path) => path && existsSync(path));
}

/** Playwright launch options for that browser. With none, Playwright's own error says how to install one. */
export function chromiumLaunchOptions(): LaunchOptions {
  const executablePath = chromiumExecutable();
  return executablePath ? { executablePath } : {};
}

/** Whether any browser can be launched, for tests that are skipped without one. */
export const chromiumAvailable = (): boolean => chromiumExecutable() !== undefined;
