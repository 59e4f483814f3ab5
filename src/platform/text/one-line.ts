/** A text on one line. The library for calendars lets a lone carriage return through, which would begin a line there. */
export const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim()
