import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import { signedName, signName } from '../../../platform/crypto/signed-name.ts'
import { toDate } from '../../../platform/db/instant.ts'
import type { Deps } from '../../../platform/deps.ts'
import { type Lang, langs, type Translate } from '../../../platform/i18n/texts.ts'
import type { LetterItem } from '../../../platform/mail/letter.ts'
import { formatDay, formatNumber } from '../../../platform/time/format.ts'
import { localDate } from '../../../platform/time/local-day.ts'
import { cityById, nameIn } from '../../city/index.ts'
import { readerOf, sendToStaff } from '../../complaints/index.ts'
import { guidePaths, guideStaffPaths } from '../paths.ts'
import { verdictReasons } from '../rules.ts'
import { ownedGuides, ownersIn } from './queries.ts'
import { type GuideNews, guidesOf, newsFor } from './rules.ts'

/** What `guides.owner-letter` gets; instants in milliseconds UTC. */
export const OwnerLetter = z.object({
  staffId: z.int(),
  cityId: z.int(),
  since: z.int().nullable(),
  at: z.int(),
})

const mostNamed = 20
const purpose = 'guide-owner'

/** What stands in the link that ends these letters; nothing of it is stored. */
export const signOwner = ({ keys }: Pick<Deps, 'keys'>, ownerId: number): string =>
  signName(keys, purpose, `g${ownerId}`)

/** Whose letters such a link ends, by the id of its row; null for everything else. */
export function ownerOfLink({ keys }: Pick<Deps, 'keys'>, signed: string): number | null {
  const [, id] = /^g(\d+)$/.exec(signedName(keys, purpose, signed) ?? '') ?? []
  return id === undefined ? null : Number(id)
}

/**
 * Mails somebody what readers said of the own guides and which are to be looked over; nothing of the words that readers
 * wrote, since mail is no safe place. Nothing leaves when the account or its right is gone, or when they have ended the
 * letters meanwhile. Safe to repeat.
 */
export async function mailOwner(deps: Deps, letter: z.infer<typeof OwnerLetter>): Promise<void> {
  const { staffId, cityId, since, at } = letter
  const [reader, city, owner] = await Promise.all([
    readerOf(deps, staffId),
    cityById(deps, cityId),
    deps.db.guideOwner.findUnique({ where: { staffId_cityId: { staffId, cityId } } }),
  ])
  if (reader === null || city === null || owner === null || owner.leftAt !== null) return
  const [owners, guides] = await Promise.all([ownersIn(deps, cityId), ownedGuides(deps, cityId, toDate(at))])
  const dayOf = (ms: number) =>
    localDate(Temporal.Instant.fromEpochMilliseconds(ms), city.timeZone).toString()
  const news = newsFor(guidesOf(staffId, guides, owners), {
    today: dayOf(at),
    since: since === null ? null : { at: since, day: dayOf(since) },
  })
  if (news.length === 0) return
  const { lang } = reader
  const t = deps.texts.in(lang)
  const answers = news.reduce((sum, { reasons }) => sum + reasons.length, 0)
  const due = news.filter(({ isDue }) => isDue).length
  await sendToStaff(deps, reader, {
    id: `guide-owner.${staffId}.${cityId}.${at}`,
    subject: t('writing:ownerMail.subject', { city: nameIn(city.names, lang) }),
    lead: [
      ...(answers === 0 ? [] : [t('writing:ownerMail.answers', { count: answers })]),
      ...(due === 0 ? [] : [t('writing:ownerMail.due', { count: due })]),
    ].join(' · '),
    items: news.slice(0, mostNamed).map((one) => itemOf(one, { lang, t, origin: deps.config.publicUrl })),
    notes: news.length > mostNamed ? [t('writing:ownerMail.more', { count: news.length - mostNamed })] : [],
    why: t('writing:ownerMail.why'),
    stopHref: deps.config.publicUrl + guidePaths.leaveLetters(lang, city.slug, signOwner(deps, owner.id)),
  })
}

function itemOf(
  { guide, reasons, isDue }: GuideNews,
  { lang, t, origin }: { lang: Lang; t: Translate; origin: string },
): LetterItem {
  const said = verdictReasons.flatMap((reason) => {
    const count = reasons.filter((one) => one === reason).length
    return count === 0 ? [] : [`${t(`guides:reason.${reason}`)}: ${formatNumber(count, lang)}`]
  })
  const reviewed =
    guide.reviewedOn === null
      ? t('writing:ownerMail.never')
      : t('writing:ownerMail.reviewed', { day: formatDay(guide.reviewedOn, lang) })
  return {
    title: [lang, ...langs].map((one) => guide.titles[one]).find(Boolean) ?? guide.slug,
    href: origin + guideStaffPaths.show(guide.id),
    lines: [...said, ...(isDue ? [reviewed] : [])],
    quote: null,
  }
}
