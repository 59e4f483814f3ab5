import { currentErrand, onPrimary } from './lane.ts'
import { isTransactionConflict } from './violation.ts'

/**
 * Several statements on one connection. A replica ends them when they stand in the way of what comes from the primary
 * ("conflict with recovery"): then `read` runs once more, and at last on the primary. It changes nothing outside.
 */
export async function pastConflicts<Result>(read: () => Promise<Result>): Promise<Result> {
  if (!currentErrand().mayLag) return read()
  for (let attempt = 1; attempt <= 2; attempt++) {
    try {
      return await read()
    } catch (error) {
      if (!isTransactionConflict(error)) throw error
    }
  }
  return onPrimary(read)
}
