// Says by its exit code whether the service on this machine is alive, for HEALTHCHECK: the image has no curl.
import process from 'node:process';

const response = await fetch(`http://127.0.0.1:${process.env['PORT'] || 8080}/livez`, {
  signal: AbortSignal.timeout(2_000),
}).catch(() => null);
process.exitCode = response?.ok ? 0 : 1;
