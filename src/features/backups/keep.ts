import { Temporal } from 'temporal-polyfill'
import { UserError } from '../../platform/user-error.ts'

/** So many days, weeks, months and years of which the last backup is kept. */
export type Keep = Record<'d' | 'w' | 'm' | 'y', number>

/** Reads `7d,4w,6m`. @throws UserError */
export function parseKeep(text: string): Keep {
  const keep: Keep = { d: 0, w: 0, m: 0, y: 0 }
  for (const part of text.split(',')) {
    const [, count, unit] = /^(\d{1,3})([dwmy])$/.exec(part.trim()) ?? []
    if (count === undefined || unit === undefined || Number(count) === 0) {
      throw new UserError(
        `--keep ${text} is not understood: write days, weeks, months and years like --keep 7d,4w,6m`,
      )
    }
    keep[unit as keyof Keep] = Number(count)
  }
  return keep
}

/**
 * Of backups (instants in milliseconds UTC), those that are no longer wanted: of each of the last days, weeks, months
 * and years that have one the newest stays, and the newest of all stays whatever was asked for.
 */
export function noLongerWanted<Backup extends { at: number }>(
  backups: readonly Backup[],
  keep: Keep,
): Backup[] {
  const newestFirst = backups.toSorted((a, b) => b.at - a.at)
  const wanted = new Set(newestFirst.slice(0, 1))
  for (const [unit, count] of Object.entries(keep)) {
    const byPeriod = Map.groupBy(newestFirst, ({ at }) => periodOf(at, unit))
    for (const [newest] of [...byPeriod.values()].slice(0, count))
      if (newest !== undefined) wanted.add(newest)
  }
  return newestFirst.filter((backup) => !wanted.has(backup))
}

function periodOf(at: number, unit: string): string {
  const day = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO('UTC').toPlainDate()
  if (unit === 'w') return `${day.yearOfWeek}-${day.weekOfYear}`
  return day.toString().slice(0, unit === 'd' ? 10 : unit === 'm' ? 7 : 4)
}
