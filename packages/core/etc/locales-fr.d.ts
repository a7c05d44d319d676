import type { ErrorTexts, PasswordTexts } from "./index";

export declare const french: ErrorTexts;
export declare const frenchPassword: PasswordTexts;
