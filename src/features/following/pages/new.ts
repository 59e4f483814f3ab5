import type { TopicLabel } from '../../../platform/http/beside.ts'
import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { Option, SummaryError } from '../../../platform/http/parts.ts'
import { nameIn } from '../../city/index.ts'
import { complaintPaths, filterParams, parseFilter, type Reading } from '../../complaints/index.ts'
import { type About, type Asked, describe } from '../about.ts'
import { followingPaths } from '../paths.ts'
import { cadences, radii } from '../rules.ts'
import { type EmailField, emailField, type Form, homeCrumb, noForm, summary } from './form.ts'

export type NewModel = PageModel & {
  lead: string
  about: { label: string; href: string }
  action: string
  ticket: string
  errors: SummaryError[]
  email: EmailField
  cadence: { options: Option[]; value: string; error: string | null }
  /** How far around a complaint; null when there is no point. */
  within: { options: Option[]; value: string } | null
  /** What narrows the whole city; null when a complaint is followed. */
  narrow: { name: string; label: string; value: string; options: Option[] }[] | null
  hidden: { name: string; value: string }[]
  /** Null when there is none. */
  feed: string | null
}

export const newPage = definePage<NewModel>('following/new')

export function newModel(
  { asked, ticket, form = noForm }: { asked: Asked; ticket: string; form?: Form },
  reading: Reading,
): NewModel {
  const { city, lang, t } = reading
  const { about, complaint, names } = asked
  const followed = describe(about, reading, names)
  const errors = form.errors['cadence']
  return {
    page: { title: t('following:new.title'), crumbs: [homeCrumb(reading)], noindex: true },
    lead: t(`following:new.${leadOf(asked)}`),
    about: followed,
    action: followingPaths.new(lang, city.slug),
    ticket,
    errors: summary(form, reading),
    email: emailField(form, t('following:new.emailHint'), reading),
    cadence: {
      options: cadences.map((value) => ({
        value,
        label: t(`following:cadence.${value}`),
        hint: t(`following:cadence.${value}Hint`),
      })),
      value: form.typed['cadence'] ?? usualCadence(about),
      error: errors === undefined ? null : t(errors),
    },
    within: withinOf(asked, reading),
    narrow: complaint === null ? narrowOf(about, reading) : null,
    hidden: hiddenOf(asked, reading),
    feed: feedOf(asked, followed, reading),
  }
}

function leadOf({ about, complaint }: Asked): 'leadTopic' | 'leadList' | 'leadOne' {
  if ('topic' in about) return 'leadTopic'
  return complaint === null ? 'leadList' : 'leadOne'
}

/** News of one thing is wanted at once; of many, together. */
function usualCadence(about: About): string {
  const isOne = 'complaintId' in about || ('topic' in about && about.topic.includes(':'))
  return isOne ? 'now' : 'daily'
}

function feedOf({ about, complaint }: Asked, { feed }: TopicLabel, { lang, city }: Reading): string | null {
  if ('topic' in about) return feed ?? null
  if (complaint !== null) return complaintPaths.history(lang, city.slug, complaint.number)
  return complaintPaths.feed(lang, city.slug, 'filter' in about ? about.filter : {})
}

function withinOf({ about, complaint }: Asked, { t }: Reading): NewModel['within'] {
  const circle = 'circle' in about ? about.circle : null
  const hasPoint = complaint === null ? circle !== null : complaint.lat !== null && complaint.lon !== null
  if (!hasPoint) return null
  const around = radii.map((metres) => ({
    value: String(metres),
    label: t('following:new.within', { metres }),
  }))
  const only = complaint === null ? [] : [{ value: '', label: t('following:new.only') }]
  return { options: [...only, ...around], value: circle === null ? '' : String(circle.radius) }
}

function narrowOf(about: About, reading: Reading): NewModel['narrow'] {
  if (!('filter' in about)) return null
  const { city, directory, lang, t } = reading
  const { filter } = about
  const options = (things: readonly { code: string; names: { kk: string; ru: string; en: string } }[]) => [
    { value: '', label: t('following:new.any') },
    ...things.map(({ code, names }) => ({ value: code, label: nameIn(names, lang) })),
  ]
  const lists = {
    category: options(directory.categories.filter(({ current }) => current)),
    district: options(city.areas),
    office: options(directory.offices.filter(({ current }) => current)),
  }
  return (['category', 'district', 'office'] as const).map((name) => ({
    name,
    label: t(`public:filter.${name}`),
    value: filter[name] ?? '',
    options: lists[name],
  }))
}

/** Parts of what is followed that no field shows. */
function hiddenOf({ about, complaint }: Asked, reading: Reading): NewModel['hidden'] {
  if (complaint !== null) return [{ name: 'complaint', value: complaint.number }]
  if ('topic' in about) return [{ name: 'topic', value: about.topic }]
  if (!('filter' in about)) return []
  const shown = ['category', 'district', 'office']
  const params = filterParams(parseFilter(about.filter, reading).filter)
  const rest = Object.entries(params).flatMap(([name, value]) =>
    value === undefined || shown.includes(name) ? [] : [{ name, value }],
  )
  const point =
    about.circle === null
      ? []
      : [
          { name: 'lat', value: String(about.circle.lat) },
          { name: 'lon', value: String(about.circle.lon) },
        ]
  return [...rest, ...point]
}
