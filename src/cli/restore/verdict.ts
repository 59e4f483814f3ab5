import type { Looked } from '../../features/backups/index.ts'
import { UserError } from '../../platform/user-error.ts'

const MOST_LISTED = 20

/** One line per thing that was looked at, and its faults. @throws UserError when there is one */
export function printVerdict(looked: readonly Looked[]): void {
  for (const { what, checked, faults } of looked) {
    console.log(
      `${what}: ${checked.toLocaleString('en')}, ${faults.length === 0 ? 'all agree' : `${faults.length} faults`}`,
    )
    for (const fault of faults.slice(0, MOST_LISTED)) console.log(`  ${fault}`)
  }
  const wrong = faultsOf(looked)
  if (wrong > 0) throw new UserError(`Verdict: NOT as it was backed up, ${wrong} faults.`)
  console.log('Verdict: everything is as it was backed up.')
}

export const faultsOf = (looked: readonly Looked[]): number =>
  looked.reduce((sum, { faults }) => sum + faults.length, 0)
