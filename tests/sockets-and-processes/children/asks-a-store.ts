// Asks a store that answers over a socket whose session there is, and prints what the client said. Whoever serves the store
// may stop this process meanwhile.
import { once } from 'node:events';
import { connect } from 'node:net';
import { createClient } from '@turbosmtp-auth/node';

const socket = connect(Number(process.argv[2]), '127.0.0.1');
const client = createClient({
  keyStore: {
    describe: async () => ({
      backend: 'socket',
      assurance: 'memory',
      persistent: true,
      sharedWith: 'nobody',
    }),
    get: async ({ kind }) => {
      socket.write(`${kind}\n`);
      await once(socket, 'data');
      return null;
    },
    set: async () => true,
    remove: async () => true,
  },
});
const said = await client.session().then(
  (session) => ({ session }),
  ({ code }: Error & { code?: string }) => ({ code }),
);
console.log(JSON.stringify(said));
socket.destroy();
