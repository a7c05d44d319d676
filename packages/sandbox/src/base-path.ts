/** The path of every call, on any origin. */
export const basePath = '/api/v2';
