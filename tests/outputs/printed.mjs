import { sendReport } from './send-report.mjs';

await sendReport().catch((error) => console.log(error));
