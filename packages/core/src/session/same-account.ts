const lower = (address: string): string => address.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

/** Whether two addresses name one account: letters of ASCII count the same in either case, and nothing else does. */
export const sameAccount = (a: string, b: string): boolean => lower(a) === lower(b);
