import type { ErrorTexts } from "@turbosmtp-auth/core";
export { frenchPassword } from "@turbosmtp-auth/core/locales/fr";

export declare const french: ErrorTexts;
