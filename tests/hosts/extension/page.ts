import type {} from '../page.ts';
import type { Answered, ExtensionApi } from './run-port.ts';

declare const chrome: ExtensionApi;

// The suite runs in the background, which this page wakes.
globalThis.runConformance = (origin, only) =>
  new Promise((resolve, reject) => {
    const port = chrome.runtime.connect();
    port.onMessage.addListener((answer: Answered) => {
      if ('report' in answer) resolve(answer.report);
      else reject(new Error(answer.failure));
    });
    port.onDisconnect.addListener(() =>
      reject(new Error('the background was stopped in the middle of the run')),
    );
    port.postMessage({ origin, only });
  });
