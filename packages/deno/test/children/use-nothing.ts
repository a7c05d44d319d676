import { createClient, sealedFileKeyStore } from '../../src/index.ts';

// Makes everything there is to make, and asks for nothing: no permission is needed, and nothing stays open.

createClient({ credentials: { email: 'ada@example.test', password: 'Correct-Horse-9' } });
sealedFileKeyStore({ directory: '/nowhere', sealingKey: new Uint8Array(32) });
const refused = await createClient({ baseUrl: 'http://127.0.0.1:8025', retry: false })
  .login({ email: 'ada@example.test', password: 'Correct-Horse-9' })
  .catch(({ name, code, hint, retryable }) => ({ name, code, hint, retryable }));
console.log(JSON.stringify(refused));
