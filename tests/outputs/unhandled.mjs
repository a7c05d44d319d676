import { sendReport } from './send-report.mjs';

setTimeout(function onTimer() {
  sendReport();
}, 0);
