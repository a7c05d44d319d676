import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { scratchDirectory } from './scratch-directory.ts';

/** A private certificate authority, and a server's certificate of its making. */
export interface Authority {
  /** Its own certificate, in PEM: what a client has to trust. */
  readonly ca: string;
  /** The path of that, for NODE_EXTRA_CA_CERTS. */
  readonly file: string;
  readonly server: { readonly key: string; readonly cert: string };
}

/** Makes an authority that vouches for servers of these names, with the `openssl` command. */
export async function makeAuthority(...names: readonly string[]): Promise<Authority> {
  const directory = await scratchDirectory();
  const openssl = (...args: readonly string[]): unknown =>
    execFileSync('openssl', args, { cwd: directory, stdio: 'pipe' });
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  openssl(
    'req',
    '-x509',
    ...newKey,
    '-subj',
    '/CN=Test authority',
    '-days',
    '2',
    '-keyout',
    'ca.key',
    '-out',
    'ca.pem',
  );
  openssl(
    'req',
    '-new',
    ...newKey,
    '-subj',
    '/CN=Test server',
    '-keyout',
    'server.key',
    '-out',
    'server.csr',
  );
  await writeFile(join(directory, 'names'), `subjectAltName=${names.join(',')}\n`);
  const issued = ['-in', 'server.csr', '-out', 'server.pem', '-extfile', 'names', '-days', '2'];
  openssl('x509', '-req', ...issued, '-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial');
  const read = (name: string): Promise<string> => readFile(join(directory, name), 'utf8');
  return {
    ca: await read('ca.pem'),
    file: join(directory, 'ca.pem'),
    server: { key: await read('server.key'), cert: await read('server.pem') },
  };
}
