import { describe, expect, it, onTestFinished } from 'vitest';
import { slot } from './fixtures.ts';

describe('what a browser may refuse', () => {
  it('no storage for this frame: typed', async () => {
    const source = new URL('../../src/indexeddb-key-store.ts', import.meta.url);
    const frame = document.createElement('iframe');
    frame.setAttribute('sandbox', 'allow-scripts'); // an origin of its own, which may store nothing
    frame.srcdoc = `<script type="module">
      const tell = (code) => parent.postMessage({ code }, '*');
      try {
        const { indexedDBKeyStore } = await import(${JSON.stringify(source.href)});
        await indexedDBKeyStore().get(${JSON.stringify(slot)});
        tell('it worked');
      } catch (error) {
        tell(error.code ?? String(error));
      }
    </script>`;
    onTestFinished(() => frame.remove());
    const told = new Promise<unknown>((resolve) =>
      addEventListener('message', ({ data, source: from }) => from === frame.contentWindow && resolve(data)),
    );
    document.body.append(frame);
    expect(await told).toEqual({ code: 'storage_denied' });
  });
});
