import type { Lang } from '../../../platform/i18n/texts.ts'
import { reviewDays, type VerdictReason } from '../rules.ts'

/** Somebody who answers for guides; `officeId` null: for those of the whole city. */
export type Owner = { staffId: number; officeId: number | null }

/** A published guide. `at`: milliseconds UTC; `reviewedOn`: ISO day. */
export type OwnedGuide = {
  id: number
  slug: string
  ownerOfficeId: number | null
  reviewedOn: string | null
  titles: Partial<Record<Lang, string>>
  verdicts: { at: number; reason: VerdictReason | null }[]
}

const dayMs = 86_400_000

/** The day on which somebody should look whether a guide is still true; null: nobody ever has. ISO days. */
export const dueOn = (reviewedOn: string | null): string | null =>
  reviewedOn === null
    ? null
    : new Date(Date.parse(reviewedOn) + (reviewDays + 1) * dayMs).toISOString().slice(0, 10)

export const isDue = (reviewedOn: string | null, today: string): boolean => (dueOn(reviewedOn) ?? '') <= today

/**
 * The guides that one person answers for: those of the own office; for whoever answers for the city also those of no
 * office, and of offices in which nobody answers. Pure.
 */
export function guidesOf<Guide extends Pick<OwnedGuide, 'ownerOfficeId'>>(
  staffId: number,
  guides: readonly Guide[],
  owners: readonly Owner[],
): Guide[] {
  const led = new Set(owners.map(({ officeId }) => officeId))
  const own = new Set(owners.filter((owner) => owner.staffId === staffId).map(({ officeId }) => officeId))
  return guides.filter(({ ownerOfficeId }) => own.has(led.has(ownerOfficeId) ? ownerOfficeId : null))
}

export type GuideNews = {
  guide: OwnedGuide
  /** Why it did not help, since they were told last. */
  reasons: (VerdictReason | null)[]
  isDue: boolean
}

/**
 * What an owner has to hear about. Guides that wait to be looked over are named beside other news; alone they are news on
 * the day it is time. Empty when there is no news. Pure.
 * @param since local day and moment until which they were told; null: nothing was told yet
 */
export function newsFor(
  guides: readonly OwnedGuide[],
  { today, since }: { today: string; since: { day: string; at: number } | null },
): GuideNews[] {
  const told = guides
    .map((guide) => ({
      guide,
      reasons: guide.verdicts.filter(({ at }) => since === null || at > since.at).map(({ reason }) => reason),
      isDue: isDue(guide.reviewedOn, today),
    }))
    .filter(({ reasons, isDue: due }) => reasons.length > 0 || due)
  const isNews = ({ guide, reasons, isDue: due }: GuideNews) =>
    reasons.length > 0 || (due && (since === null || (dueOn(guide.reviewedOn) ?? '') > since.day))
  return told.some(isNews) ? told.toSorted((a, b) => b.reasons.length - a.reasons.length) : []
}
