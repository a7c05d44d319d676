import type { ErrorTexts } from "@turbosmtp-auth/core";
export { germanPassword } from "@turbosmtp-auth/core/locales/de";

export declare const german: ErrorTexts;
