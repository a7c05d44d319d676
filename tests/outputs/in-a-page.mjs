import { sendReport } from './send-report.mjs';

await sendReport().catch((error) => console.error(error));
await sendReport();
