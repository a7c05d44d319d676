// The least server that the clients can talk to: what it costs is nearly what HTTP costs. Prints its port.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { replyTo } from './replies.ts';

const server = createServer((request, response) => {
  const text = replyTo(request.url ?? '');
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': text.length }).end(text);
});
server.listen(0, '127.0.0.1', () => {
  // A TCP server's address is an object; only a pipe's is a string.
  console.log((server.address() as AddressInfo).port);
});
