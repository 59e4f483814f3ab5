import type { Link, Option } from '../../../platform/http/parts.ts'
import { nameIn } from '../../city/index.ts'
import { channelName } from '../channel-name.ts'
import { deskPaths } from '../paths.ts'
import { channels, statuses } from '../rules.ts'
import { ageNames, type Narrowing, queryOf, sorts, waitings, without } from './filter.ts'
import type { InboxFacts } from './page.ts'

/** The fields above the list, with their values. */
export type FilterFields = {
  action: string
  view: string
  q: string
  category: string
  office: string
  status: string
  district: string
  channel: string
  assignee: string
  age: string
  waits: string
  sort: string
  city: string
  categories: Option[]
  offices: Option[]
  statuses: Option[]
  districts: Option[]
  channels: Option[]
  assignees: Option[]
  ages: Option[]
  waitings: Option[]
  sorts: Option[]
  /** Empty for staff of one city. */
  cities: Option[]
  /** One of the fields behind "more" is in use. */
  more: boolean
}

type Facts = Pick<InboxFacts, 'filter' | 'places' | 'people' | 'lang' | 't'>

export function filterFields(facts: Facts): FilterFields {
  const { filter, t } = facts
  return {
    action: deskPaths.inbox(),
    view: filter.view,
    q: filter.text,
    category: filter.categoryId?.toString() ?? '',
    office: filter.officeId?.toString() ?? '',
    status: filter.status ?? '',
    district: filter.districtId?.toString() ?? '',
    channel: filter.channel ?? '',
    assignee: filter.assignee?.toString() ?? '',
    age: filter.age ?? '',
    waits: filter.waits ?? '',
    sort: filter.sort,
    city: filter.cityId?.toString() ?? '',
    ...optionsOf(facts),
    sorts: sorts.map((sort) => ({ value: sort, label: t(`inbox:sort.${sort}`) })),
    more:
      filter.districtId !== null ||
      filter.channel !== null ||
      filter.assignee !== null ||
      filter.age !== null ||
      filter.waits !== null ||
      filter.cityId !== null,
  }
}

type Choices =
  | 'categories'
  | 'offices'
  | 'statuses'
  | 'districts'
  | 'channels'
  | 'assignees'
  | 'ages'
  | 'waitings'
  | 'cities'

function optionsOf({ filter, places, people, lang, t }: Facts): Pick<FilterFields, Choices> {
  const all = { value: '', label: t('inbox:filter.all') }
  const inCity = places.filter(({ city }) => filter.cityId === null || city.id === filter.cityId)
  const named = <Thing extends { id: number }>(things: readonly Thing[], label: (thing: Thing) => string) => [
    all,
    ...things.map((thing) => ({ value: String(thing.id), label: label(thing) })),
  ]
  return {
    categories: named(
      inCity.flatMap(({ directory }) => directory.categories),
      ({ names }) => nameIn(names, lang),
    ),
    offices: named(
      inCity.flatMap(({ directory }) => directory.offices),
      ({ short }) => nameIn(short, lang),
    ),
    districts: named(
      inCity.flatMap(({ city }) => city.areas),
      ({ names }) => nameIn(names, lang),
    ),
    statuses: [all, ...statuses.map((value) => ({ value, label: t(`complaints:status.${value}`) }))],
    channels: [all, ...channels.map((value) => ({ value, label: channelName(value, t) }))],
    assignees: [
      all,
      { value: 'me', label: t('inbox:assignee.me') },
      { value: 'none', label: t('inbox:assignee.none') },
      ...people.map(({ id, name }) => ({ value: String(id), label: name })),
    ],
    ages: [all, ...ageNames.map((value) => ({ value, label: t(`inbox:age.${value}`) }))],
    waitings: [all, ...waitings.map((value) => ({ value, label: t(`inbox:waits.${value}`) }))],
    cities:
      places.length < 2
        ? []
        : named(
            places.map(({ city }) => city),
            ({ names }) => nameIn(names, lang),
          ),
  }
}

/** Each active filter as a chip that takes it away. */
export function chipsOf(facts: Facts): Link[] {
  const { filter } = facts
  const fields = filterFields(facts)
  const labels: Record<Narrowing, string | undefined> = {
    text: filter.text === '' ? undefined : `«${filter.text}»`,
    cityId: labelIn(fields.cities, fields.city),
    categoryId: labelIn(fields.categories, fields.category),
    officeId: labelIn(fields.offices, fields.office),
    districtId: labelIn(fields.districts, fields.district),
    status: labelIn(fields.statuses, fields.status),
    channel: labelIn(fields.channels, fields.channel),
    assignee: labelIn(fields.assignees, fields.assignee) ?? (filter.assignee === null ? undefined : '…'),
    age: labelIn(fields.ages, fields.age),
    waits: labelIn(fields.waitings, fields.waits),
  }
  return Object.entries(labels).flatMap(([name, label]) =>
    label === undefined
      ? []
      : [{ label, href: deskPaths.inbox(queryOf(without(filter, name as Narrowing))) }],
  )
}

const labelIn = (options: readonly Option[], value: string): string | undefined =>
  value === '' ? undefined : options.find((option) => option.value === value)?.label
