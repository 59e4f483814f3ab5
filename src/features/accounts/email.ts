/** The one form in which an address is stored, compared and counted. */
export const normalEmail = (typed: string): string => typed.normalize('NFC').trim().toLowerCase()
