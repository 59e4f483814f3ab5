/** The database on this device that holds reports. */
export const databaseName = 'ashyq-qala'

/**
 * Whether this device has ever kept a report. Asking creates nothing and costs next to nothing; a mark elsewhere would
 * be lost with a browser that is killed.
 */
export async function isAnythingKept(): Promise<boolean> {
  const databases = await indexedDB.databases?.()
  return databases === undefined || databases.some(({ name }) => name === databaseName)
}
