/** Whether a request by this method changes nothing, so that sending it again does no harm (RFC 9110, section 9.2.1). */
export const isSafe = (method: string): boolean => /^(?:GET|HEAD|OPTIONS)$/i.test(method);
