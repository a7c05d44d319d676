import { test } from 'vitest';
import { sendReport } from './send-report.mjs';

test('sends the report', async () => {
  await sendReport();
});
