import type { Temporal } from 'temporal-polyfill'
import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { Alert, Link, Table } from '../../../platform/http/parts.ts'
import type { Lang, Translate } from '../../../platform/i18n/texts.ts'
import { formatDay, formatInstant, formatMoment } from '../../../platform/time/format.ts'
import { type City, nameIn, phoneInWords } from '../../city/index.ts'
import type { Directory } from '../../offices/index.ts'
import { contactPaths } from '../paths.ts'
import type { Duty, ProblemRow, Utility } from '../queries.ts'

export type DeskModel = PageModel & {
  message: Alert | null
  publicHref: string
  utilities: { table: Table | null; newHref: string } | null
  duties: {
    items: { title: string; note: string; when: string; phone: string; running: boolean; endHref: string }[]
    newHref: string
  }
  problems:
    | { page: Link; text: string; lang: string; email: string | null; at: string; action: string }[]
    | null
}

export const deskPage = definePage<DeskModel>('contacts/desk', { layout: 'staff' })

export type DeskInput = {
  city: City
  lang: Lang
  t: Translate
  said: 'saved' | 'removed' | 'ended' | 'handled' | null
  isAll: boolean
  utilities: readonly Utility[]
  duties: readonly Duty[]
  problems: readonly ProblemRow[]
  directory: Directory
  now: Temporal.Instant
}

export function deskModel(input: DeskInput): DeskModel {
  const { city, lang, t, said, isAll, problems } = input
  const title = `${t('contacts:title')}: ${nameIn(city.names, lang)}`
  return {
    page: { title, noindex: true },
    message: said === null ? null : { text: t(`contacts:said.${said}`), tone: 'success' },
    publicHref: contactPaths.page(lang, city.slug),
    utilities: isAll ? { table: utilityTable(input), newHref: contactPaths.newUtility(city.slug) } : null,
    duties: { items: dutyItems(input), newHref: contactPaths.newDuty(city.slug) },
    problems: isAll
      ? problems.map(({ id, page, text, lang: written, email, at }) => ({
          ...{ text, email, lang: written },
          page: { href: page, label: page },
          at: formatMoment(at, lang, city.timeZone),
          action: contactPaths.handled(city.slug, id),
        }))
      : null,
  }
}

function utilityTable({ utilities, city, lang, t }: DeskInput): Table | null {
  if (utilities.length === 0) return null
  return {
    caption: t('contacts:utilities'),
    hideCaption: true,
    columns: [
      { label: t('contacts:field.name') },
      { label: t('contacts:field.service') },
      { label: t('contacts:field.emergencyPhones') },
      { label: t('contacts:field.officePhones') },
      { label: t('contacts:field.checkedOn') },
    ],
    rows: utilities.map((one) => [
      { text: nameIn(one.names, lang), href: contactPaths.utility(city.slug, one.id) },
      t(`contacts:service.${one.service}`),
      one.emergencyPhones.map((phone) => phoneInWords(phone, city)).join(', '),
      one.officePhones.map((phone) => phoneInWords(phone, city)).join(', '),
      one.checkedOn === null ? t('contacts:never') : formatDay(one.checkedOn, lang),
    ]),
  }
}

function dutyItems({ duties, directory, city, lang, now }: DeskInput): DeskModel['duties']['items'] {
  const at = now.epochMilliseconds
  return duties.map(({ id, officeId, position, name, phone, startsAt, endsAt }) => {
    const office = directory.officeById.get(officeId)
    const moment = (instant: number) =>
      `${formatInstant(instant, lang, city.timeZone, 'dayMonth')}, ${formatInstant(instant, lang, city.timeZone, 'time')}`
    return {
      title: [name, nameIn(position, lang)].filter(Boolean).join(', '),
      note: office === undefined ? '' : nameIn(office.short, lang),
      when: `${moment(startsAt)} – ${moment(endsAt)}`,
      phone: phoneInWords(phone, city),
      running: startsAt <= at,
      endHref: contactPaths.endDuty(city.slug, id),
    }
  })
}
