import type { ErrorTexts, PasswordTexts } from "./index";

export declare const italian: ErrorTexts;
export declare const italianPassword: PasswordTexts;
