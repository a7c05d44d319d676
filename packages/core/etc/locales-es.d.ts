import type { ErrorTexts, PasswordTexts } from "./index";

export declare const spanish: Required<ErrorTexts>;
export declare const spanishPassword: PasswordTexts;
