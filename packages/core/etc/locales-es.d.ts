import type { ErrorTexts, PasswordTexts } from "./index";

export declare const spanish: ErrorTexts;
export declare const spanishPassword: PasswordTexts;
