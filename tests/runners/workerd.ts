import { join } from 'node:path';
import { directory, runConformance } from './run-conformance.ts';
import { workerdVersion } from './workerd-version.ts';

await runConformance('workerd', async (origin) => {
  const version = workerdVersion();
  const { Miniflare } = await import('miniflare');
  const miniflare = new Miniflare({
    modules: true,
    scriptPath: join(directory, 'dist', 'worker', 'worker.js'),
    compatibilityDate: '2026-05-01',
    name: 'suite',
    serviceBindings: { SELF: 'suite' },
  });
  try {
    const reply = await miniflare.dispatchFetch(`http://localhost/?origin=${encodeURIComponent(origin)}`);
    if (!reply.ok) throw new Error(await reply.text());
    // The worker answers with a report and nothing else.
    return {
      ...((await reply.json()) as Awaited<ReturnType<Parameters<typeof runConformance>[1]>>),
      version,
    };
  } finally {
    await miniflare.dispose();
  }
});
