/** The path of every call, on whatever origin. */
export const basePath = '/api/v2';
