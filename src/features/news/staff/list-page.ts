import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { Alert, EmptyState, Link, Tab, Tag } from '../../../platform/http/parts.ts'
import { langs } from '../../../platform/i18n/texts.ts'
import { formatDay } from '../../../platform/time/format.ts'
import { nameIn } from '../../city/index.ts'
import type { Kind } from '../access.ts'
import { saidIn, writtenIn } from '../doc.ts'
import { newsStaffPaths } from '../paths.ts'
import type { StaffRow } from '../queries.ts'
import type { StandardPage } from '../standard-pages.ts'
import type { Editing } from './editing.ts'

export type StaffListModel = PageModel & {
  messages: Alert[]
  tabs: Tab[]
  items: { href: string; title: string; meta: string; tags: Tag[] }[]
  empty: EmptyState | null
  fresh: Link | null
  /** Other cities whose news this person sees. */
  cities: Link[]
}

export const staffListPage = definePage<StaffListModel>('news/staff-list', { layout: 'staff' })

export type StaffListInput = {
  editing: Editing
  kind: Kind
  rows: readonly StaffRow[]
  /** Pages that nobody has written anew. */
  standard: readonly StandardPage[]
  mayBegin: boolean
  cities: readonly Link[]
  done: string | null
}

export function staffListModel(input: StaffListInput): StaffListModel {
  const { editing, kind, rows, standard, mayBegin, cities, done } = input
  const { city, lang, t } = editing
  const written = rows.map((row) => itemOf(row, editing))
  const unwritten =
    kind === 'news'
      ? []
      : standard
          .filter(({ code }) => rows.every((row) => row.code !== code))
          .map(({ code, title }) => ({
            href: newsStaffPaths.fresh(city.slug, { kind, code }),
            title: saidIn(title, lang).text,
            meta: t('news:staff.standard'),
            tags: [{ label: t('news:state.standard'), tone: 'neutral' as const, icon: 'file-text' }],
          }))
  const items = [...written, ...unwritten]
  return {
    page: { title: t('news:staff.title', { city: nameIn(city.names, lang) }), noindex: true },
    messages: done === 'withdrawn' ? [{ text: t('news:done.withdrawn'), tone: 'success' }] : [],
    tabs: (['news', 'page'] as const).map((one) => ({
      href: newsStaffPaths.list(city.slug, { kind: one }),
      label: t(`news:kind.${one}`),
      current: one === kind,
    })),
    items,
    empty:
      items.length > 0
        ? null
        : { title: t('news:staff.none'), text: t('news:staff.noneText'), icon: 'newspaper' },
    fresh: mayBegin
      ? { href: newsStaffPaths.fresh(city.slug, { kind }), label: t(`news:staff.new.${kind}`) }
      : null,
    cities: [...cities],
  }
}

function itemOf(row: StaffRow, { city, directory, lang, t }: Editing) {
  const office = row.officeId === null ? undefined : directory.officeById.get(row.officeId)
  const written = writtenIn(row.doc)
  const missing = langs.filter((one) => !written.includes(one))
  const facts = [
    formatDay(row.doc.day, lang),
    office === undefined ? t('news:staff.ofCity') : nameIn(office.names, lang),
    missing.length === 0
      ? ''
      : t('news:staff.missing', { languages: missing.map((one) => t(`news:lang.${one}`)).join(', ') }),
  ]
  return {
    href: newsStaffPaths.edit(city.slug, row.id),
    title: saidIn(row.doc.title, lang).text,
    meta: facts.filter((fact) => fact !== '').join(' · '),
    tags: stateTags(row, t),
  }
}

/** What everybody reads of it, and whether something newer waits. */
export function stateTags(
  { state, doc, shown }: Pick<StaffRow, 'state' | 'doc' | 'shown'>,
  t: Editing['t'],
): Tag[] {
  const tags: Tag[] = [{ label: t(`news:state.${state}`), ...lookOf[state] }]
  if (shown !== null && JSON.stringify(shown) !== JSON.stringify(doc)) {
    tags.push({ label: t('news:state.edited'), tone: 'warning', icon: 'pencil' })
  }
  return tags
}

const lookOf = {
  draft: { tone: 'neutral', icon: 'pencil' },
  published: { tone: 'success', icon: 'circle-check' },
  withdrawn: { tone: 'danger', icon: 'eye-off' },
} as const
