import type { ErrorTexts } from "@turbosmtp-auth/core";
export { italianPassword } from "@turbosmtp-auth/core/locales/it";

export declare const italian: ErrorTexts;
