const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS', 'TRACE'];

/** Whether a request with that method may change something (RFC 9110, 9.2.1). */
export const isWrite = (method: string): boolean => !SAFE_METHODS.includes(method);
