const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** PostgreSQL refuses anything else where it wants a UUID, and a wrong address is no error. */
export const isUuid = (text: string): boolean => uuid.test(text)
