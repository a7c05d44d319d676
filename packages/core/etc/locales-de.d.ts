import type { ErrorTexts, PasswordTexts } from "./index";

export declare const german: ErrorTexts;
export declare const germanPassword: PasswordTexts;
