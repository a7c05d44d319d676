// Behind a proxy that refuses, the call fails for that reason if the optional package `undici` is found, and else says
// that it is not installed. Nothing leaves the machine.
import { createClient, memoryKeyStore } from '@turbosmtp-auth/node';

process.env.HTTPS_PROXY = 'http://127.0.0.1:9';
createClient({ keyStore: memoryKeyStore(), retry: { attempts: 1 } })
  .login({ email: 'ada@example.com', password: 'Correct-Horse-9' })
  .catch(({ name, code, issues = [] }) =>
    console.log(JSON.stringify({ name, code, issues: issues.map((issue) => issue.code) })),
  );
