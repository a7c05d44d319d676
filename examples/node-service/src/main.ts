// A service that a team would run: it answers GET /sends with the latest sends of a turboSMTP account.
import process from 'node:process';
import { describeError, isTurboSMTPAuthError } from '@turbosmtp-auth/node';
import { checkPassword, readConfig } from './config.ts';
import { connect } from './credentials.ts';
import { createService } from './service.ts';

/** Milliseconds that requests in flight may still take, and then the logout. */
const PATIENCE = 12_000;

try {
  const config = readConfig(process.env);
  const connection = await connect(config);
  await checkPassword(config.passwordFile).catch(async (error: unknown) => {
    await connection[Symbol.asyncDispose]();
    throw error;
  });
  let draining = false;
  const service = createService({ client: connection.client, draining: () => draining });

  const stop = async (signal: NodeJS.Signals): Promise<void> => {
    if (draining) process.exit(1); // asked twice
    draining = true;
    service.log.info({ signal }, 'ending');
    setTimeout(() => process.exit(1), PATIENCE).unref();
    await service.close(); // takes no more, and waits for what is in flight
    await connection[Symbol.asyncDispose]();
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(signal));

  await service.listen({ host: config.host, port: config.port });
} catch (error) {
  const text = isTurboSMTPAuthError(error)
    ? describeError(error)
    : error instanceof Error
      ? error.message
      : 'unknown';
  console.error(`The service did not start. ${text}`);
  process.exitCode = 1;
}
