import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from './extension-browser.ts';

/** A web site, into whose pages the extension puts its content script. */
export interface Shop extends AsyncDisposable {
  /** A page, which may show another in a frame. */
  url(framed?: string): string;
}

export async function openShop(): Promise<Shop> {
  const web = createServer(({ url = '' }, reply) => {
    const framed = new URL(url, 'http://shop').searchParams.get('framed');
    const frame = framed ? `<iframe src="${framed}"></iframe>` : '';
    reply.setHeader('content-type', 'text/html').end(`<!doctype html><title>a shop</title>${frame}`);
  });
  await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve));
  const { port } = web.address() as AddressInfo; // of a server that listens on a port
  return {
    url: (framed) => `http://127.0.0.1:${port}/shop${framed ? `?framed=${encodeURIComponent(framed)}` : ''}`,
    [Symbol.asyncDispose]: async () => {
      web.closeAllConnections();
      web.close();
    },
  };
}

let asked = 0;

/** Does something in the content script of a page. */
export async function inScript<T>(page: Page, verb: string, ...given: unknown[]): Promise<T> {
  const id = String(++asked);
  const detail = JSON.stringify(JSON.stringify({ id, verb, given }));
  const text = await page.evaluate<string>(`new Promise(async (resolve) => {
    while (!document.documentElement.dataset.script) await new Promise((later) => setTimeout(later, 10));
    document.addEventListener('answer ${id}', ({ detail }) => resolve(detail), { once: true });
    document.dispatchEvent(new CustomEvent('ask', { detail: ${detail} }));
  })`);
  return JSON.parse(text);
}
