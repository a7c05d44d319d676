// What becomes of requests over connections that fail, on any Node: printed as JSON. Arguments: entry, what to do, base URLs.

const [, , entry = '', what = '', ...urls] = process.argv;
const { createClient, memoryKeyStore } = await import(entry);
const credentials = { email: 'ada@example.test', password: 'Correct-Horse-9' };
const told: Record<string, unknown> = {};

for (const baseUrl of urls) {
  const client = createClient({ baseUrl, keyStore: memoryKeyStore(), retry: false, timeout: 5_000 });
  const outcome = (error: { name: string; reason?: string }) => ({ name: error.name, reason: error.reason });
  if (what === 'log in') told[baseUrl] = await client.login(credentials).then(() => 'logged in', outcome);
  else {
    let lost = 0;
    for (let round = 0; round < 10; round++) {
      await client.requestPasswordReset(credentials).catch(() => {});
      // It stands still, and hears nothing meanwhile.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 250);
      await client.requestPasswordReset(credentials).catch(() => lost++);
    }
    told[baseUrl] = lost;
  }
}
console.log(JSON.stringify(told));
