import { definePage, type PageModel } from '../../../../platform/http/page.ts'
import type { SummaryRow } from '../../../../platform/http/parts.ts'
import { formatDay, formatMoment } from '../../../../platform/time/format.ts'
import { addWorkingDays } from '../../../../platform/time/working-days.ts'
import { nameIn } from '../../../city/index.ts'
import type { Payloads } from '../../events.ts'
import { formatNumber } from '../../number.ts'
import { deskPaths } from '../../paths.ts'
import { dayAt } from '../../term-rules.ts'
import type { CaseFacts } from '../complaint-facts.ts'
import { deadlineBoxOf } from '../deadline-box.ts'
import { summaryOf } from '../summary.ts'
import { type DeskEntry, timelineOf } from '../timeline.ts'

export type CardModel = PageModel & {
  number: string
  title: string
  facts: SummaryRow[]
  clocks: SummaryRow[]
  text: string
  textLang: string
  photoNote: string | null
  timeline: DeskEntry[]
  printedBy: string
  backHref: string
}

export const cardPage = definePage<CardModel>('desk/card', { layout: 'bare' })

/** Contacts are not on paper: a sheet lies about. */
export function cardModel(facts: CaseFacts): CardModel {
  const { row, city, directory, staff, now, lang, t } = facts
  const number = formatNumber(row.number)
  const category = directory.categoryById.get(row.category_id ?? 0)
  const moment = formatMoment(now, lang, city.timeZone)
  return {
    page: { title: t('desk:card.title', { number }), noindex: true },
    number,
    title: category ? nameIn(category.names, lang) : t('desk:noCategory'),
    facts: summaryOf(facts).filter(({ label }) => label !== t('desk:fact.contact')),
    clocks: deadlineBoxOf(facts)?.clocks ?? [],
    text: row.text,
    textLang: row.text_lang,
    photoNote: row.photos.length === 0 ? null : t('desk:mark.photos', { count: row.photos.length }),
    timeline: timelineOf(facts).toReversed(),
    printedBy: t('desk:card.printed', { name: staff.name, moment }),
    backHref: deskPaths.show(row.number),
  }
}

export type LetterModel = PageModel & {
  lang: string
  to: string
  from: string
  heading: string
  text: string
  facts: SummaryRow[]
  term: string
  sign: string
  date: string
  backHref: string
}

export const letterPage = definePage<LetterModel>('desk/letter', { layout: 'bare' })

/** Null when no letter was written. */
export function letterModel(facts: CaseFacts): LetterModel | null {
  const { row, city, directory, staff, calendar, lang, t } = facts
  const entry = row.activity.findLast(({ kind }) => kind === 'lettered')
  const payload = entry?.payload as Payloads['lettered'] | null | undefined
  if (entry === undefined || !payload) return null
  const number = formatNumber(row.number)
  const writtenOn = dayAt(Date.parse(entry.at), city)
  const office = directory.officeById.get(entry.office_id ?? row.office_id ?? 0)
  const address = [row.address, row.landmark].filter(Boolean).join(', ')
  return {
    page: { title: t('desk:letter.title', { number }), noindex: true },
    lang: payload.lang,
    to: payload.to,
    from: office ? nameIn(office.names, lang) : nameIn(city.names, lang),
    heading: t('desk:letter.heading', { number }),
    text: payload.text,
    facts: [
      { label: t('desk:fact.received'), value: formatMoment(row.received_at.getTime(), lang, city.timeZone) },
      { label: t('desk:fact.place'), value: address || t('desk:noPlace') },
      { label: t('desk:words'), value: row.text },
    ],
    term: t('desk:letter.term', { day: formatDay(answerBy(writtenOn, city.termDays, calendar), lang) }),
    sign: nameIn(staff.position, lang),
    date: formatDay(writtenOn.toString(), lang),
    backHref: deskPaths.show(row.number),
  }
}

const answerBy = (from: ReturnType<typeof dayAt>, days: number, calendar: CaseFacts['calendar']): string =>
  addWorkingDays(from, days, calendar).toString()
