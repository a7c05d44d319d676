// Logs in with the adapter that is named first at each base URL, in any runtime, and prints what came of it as JSON.
import process from 'node:process';

const [, , adapter = '', ...urls] = process.argv;
const { createClient } = await import(adapter);
const told: Record<string, string> = {};
for (const baseUrl of urls)
  told[baseUrl] = await createClient({ baseUrl, retry: false, timeout: 10_000 })
    .login({ email: 'ada@example.test', password: 'Correct-Horse-9' })
    .then(
      () => 'logged in',
      ({ name }: Error) => name,
    );
console.log(JSON.stringify(told));
