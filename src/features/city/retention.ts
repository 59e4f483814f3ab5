import { z } from 'zod'
import type { Deps } from '../../platform/deps.ts'

/**
 * For how many days a city may keep what the law wants gone when its purpose is reached (law № 94-V, article 12). The most
 * is what residents were told when they agreed, and what holds where a city has said nothing. The least leaves time for an
 * appeal: three months from the decision (APPC articles 91, 92), a week for a call that has to be made again.
 */
export const retentionDays = {
  /** Contacts, letters, words and pictures from before something was hidden: after the end of a complaint. */
  contactDays: { least: 92, most: 365 },
  /** Reports of a violation: after the decision. */
  reportDays: { least: 92, most: 365 },
  /** Lengths and outcomes of conversations at the desk: after their end. */
  talkDays: { least: 30, most: 365 },
  /** Words of consultations; their counts stay. */
  consultationDays: { least: 30, most: 365 },
  /** Who was called back: after the call. */
  callBackDays: { least: 7, most: 90 },
} as const
export type RetentionName = keyof typeof retentionDays
export const retentionNames = Object.keys(retentionDays) as RetentionName[]

const days = (name: RetentionName) =>
  z.int().min(1).max(retentionDays[name].most).default(retentionDays[name].most)

/** As stored in the profile of a city; what is missing is kept as long as is allowed. */
export const Retention = z.object({
  contactDays: days('contactDays'),
  reportDays: days('reportDays'),
  talkDays: days('talkDays'),
  consultationDays: days('consultationDays'),
  callBackDays: days('callBackDays'),
})
export type Retention = z.infer<typeof Retention>

/** What every city keeps for how long, read anew from the database: jobs go through these. */
export async function retentionOfCities({
  db,
}: Pick<Deps, 'db'>): Promise<{ cityId: number; keep: Retention }[]> {
  const rows = await db.city.findMany({ select: { id: true, profile: true }, orderBy: { id: 'asc' } })
  const Part = z.object({ retention: Retention.prefault({}) })
  return rows.map(({ id, profile }) => ({ cityId: id, keep: Part.parse(profile).retention }))
}
