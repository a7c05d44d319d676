import { sendReport } from './send-report.mjs';

await sendReport();
