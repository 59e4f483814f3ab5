/** Milliseconds UTC as Prisma and pg take and give them. */
export const toDate = (at: number): Date => new Date(at)

/** An ISO day for a `date` column. */
export const dayToDate = (day: string): Date => new Date(`${day}T00:00:00Z`)

/** The ISO day of a `date` column. */
export const dateToDay = (date: Date): string => date.toISOString().slice(0, 10)
