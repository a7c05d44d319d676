import type { ErrorTexts, PasswordTexts } from "./index";

export declare const french: Required<ErrorTexts>;
export declare const frenchPassword: PasswordTexts;
