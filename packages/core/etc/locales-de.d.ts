import type { ErrorTexts, PasswordTexts } from "./index";

export declare const german: Required<ErrorTexts>;
export declare const germanPassword: PasswordTexts;
