import { isUniqueViolation } from './violation.ts'

/**
 * Runs a write whose row carries the key of its form. Where the same form has been sent before, nothing is written and
 * `earlier` says what it made; null there means that something else stood in the way, which is thrown.
 */
export async function once<Made>(
  write: () => Promise<Made>,
  earlier: () => Promise<Made | null>,
): Promise<Made> {
  try {
    return await write()
  } catch (error) {
    const made = isUniqueViolation(error) ? await earlier() : null
    if (made === null) throw error
    return made
  }
}
