import { definePage, type PageModel } from '../../../../platform/http/page.ts'
import type { Alert, EmptyState, Link, Option, Tag } from '../../../../platform/http/parts.ts'
import { langs } from '../../../../platform/i18n/texts.ts'
import { fold } from '../../../../platform/text/fold.ts'
import { formatDay, formatNumber } from '../../../../platform/time/format.ts'
import { nameIn } from '../../../city/index.ts'
import { isDue } from '../../owners/rules.ts'
import { type GuideDone, guideStaffPaths } from '../../paths.ts'
import { type Around, doneAlert } from '../around.ts'
import type { StaffListRow } from '../queries.ts'
import { langStates, stateTag } from '../state-tags.ts'

export const listFilters = ['review', 'draft', 'behind', 'due', 'unseen'] as const
export type ListFilter = (typeof listFilters)[number]

export type StaffListModel = PageModel & {
  done: Alert | null
  add: Link | null
  links: Link[]
  filter: {
    action: string
    q: string
    state: string
    states: Option[]
    clearHref: string | null
    found: string
  }
  rows: {
    href: string
    title: string
    owner: string
    langs: { lang: string; tags: Tag[] }[]
    reviewed: string
    isDue: boolean
    answers: string
    unseen: string | null
  }[]
  empty: EmptyState | null
  /** The daily letter to who answers for guides; null for others. */
  letters: { action: string; act: 'start' | 'stop'; text: string; button: string } | null
}

export const staffListPage = definePage<StaffListModel>('guides/staff-list', { layout: 'staff' })

export type StaffListInput = {
  rows: readonly StaffListRow[]
  /** Of each city among the rows. */
  places: readonly Around[]
  q: string
  state: ListFilter | null
  /** ISO day. */
  today: string
  mayBegin: boolean
  waiting: number | null
  done: GuideDone | null
  /** Whether the daily letter comes; null: not to this person. */
  letters: boolean | null
}

/** All guides of the own cities: how far their languages are, how old, what readers say. */
export function staffListModel(
  input: StaffListInput,
  { t, lang }: Pick<Around, 't' | 'lang'>,
): StaffListModel {
  const { rows, q, state, mayBegin, waiting, done, letters } = input
  const found = rows.filter((row) => isNamed(row, q) && (state === null || fits(row, state, input.today)))
  const isNarrowed = q !== '' || state !== null
  const add = { href: guideStaffPaths.fresh(), label: t('writing:list.add') }
  return {
    page: { title: t('writing:list.title'), crumbs: [], noindex: true },
    done: doneAlert(done, t),
    add: mayBegin ? add : null,
    links: [
      ...(waiting === null
        ? []
        : [{ href: guideStaffPaths.requests(), label: t('writing:list.requests', { count: waiting }) }]),
      { href: guideStaffPaths.sought(), label: t('writing:sought.title') },
    ],
    filter: {
      ...{ action: guideStaffPaths.list(), q, state: state ?? '' },
      states: [
        { value: '', label: t('writing:list.everything') },
        ...listFilters.map((value) => ({ value, label: t(`writing:list.filter.${value}`) })),
      ],
      clearHref: isNarrowed ? guideStaffPaths.list() : null,
      found: t('writing:list.found', { count: found.length }),
    },
    rows: found.map((row) => lineOf(row, input, { t, lang })),
    empty:
      found.length > 0
        ? null
        : {
            title: t(isNarrowed ? 'writing:list.nothing' : 'writing:list.none'),
            text: t(isNarrowed ? 'writing:list.nothingText' : 'writing:list.noneText'),
            icon: 'book-open',
            actions: isNarrowed
              ? [{ href: guideStaffPaths.list(), label: t('writing:list.showAll') }]
              : mayBegin
                ? [add]
                : [],
          },
    letters:
      letters === null
        ? null
        : {
            action: guideStaffPaths.letters(),
            act: letters ? 'stop' : 'start',
            text: t(letters ? 'writing:letters.comes' : 'writing:letters.comesNot'),
            button: t(letters ? 'writing:letters.stop' : 'writing:letters.start'),
          },
  }
}

function isNamed({ texts, slug }: StaffListRow, q: string): boolean {
  const all = fold([slug, ...texts.map(({ title }) => title)].join(' '))
  return fold(q)
    .split(/\s+/)
    .every((word) => all.includes(word))
}

function fits(row: StaffListRow, state: ListFilter, today: string): boolean {
  switch (state) {
    case 'due':
      return isDue(row.reviewedOn, today)
    case 'unseen':
      return row.unseen > 0
    default: {
      const states = langStates(row.texts)
      return langs.some(
        (lang) => states[lang].includes(state) || (state === 'behind' && states[lang].includes('none')),
      )
    }
  }
}

function lineOf(
  row: StaffListRow,
  { places, today }: StaffListInput,
  { t, lang }: Pick<Around, 't' | 'lang'>,
): StaffListModel['rows'][number] {
  const place = places.find(({ city }) => city.id === row.cityId)
  const owner = place?.directory.officeById.get(row.ownerOfficeId ?? 0)
  const states = langStates(row.texts)
  const titles = [lang, ...langs].map((one) => row.texts.find((text) => text.lang === one)?.title)
  return {
    href: guideStaffPaths.show(row.id),
    title: titles.find(Boolean) ?? row.slug,
    owner: owner === undefined ? (place ? nameIn(place.city.names, lang) : '') : nameIn(owner.short, lang),
    langs: langs.map((one) => ({ lang: one, tags: states[one].map((state) => stateTag(state, t)) })),
    reviewed: row.reviewedOn === null ? t('writing:list.never') : formatDay(row.reviewedOn, lang, 'short'),
    isDue: isDue(row.reviewedOn, today),
    answers: t('writing:list.answers', { yes: formatNumber(row.yes, lang), no: formatNumber(row.no, lang) }),
    unseen: row.unseen === 0 ? null : t('writing:list.unseen', { count: row.unseen }),
  }
}
