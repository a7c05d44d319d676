import type { ErrorTexts } from "@turbosmtp-auth/core";
export { spanishPassword } from "@turbosmtp-auth/core/locales/es";

export declare const spanish: ErrorTexts;
