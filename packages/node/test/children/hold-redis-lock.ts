import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { redisLock } from '../../src/index.ts';

// A process of its own that holds a lock: `port name milliseconds`. It says `held`, and `released` when it is done.

const [port = '', name = '', milliseconds = ''] = process.argv.slice(2);
const redis = new Redis({ port: Number(port) });
await redisLock(redis)(name, async () => {
  process.stdout.write('held\n');
  await sleep(Number(milliseconds));
});
process.stdout.write('released\n');
redis.disconnect();
