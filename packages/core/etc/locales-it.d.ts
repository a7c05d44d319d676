import type { ErrorTexts, PasswordTexts } from "./index";

export declare const italian: Required<ErrorTexts>;
export declare const italianPassword: PasswordTexts;
