import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { Link, TimelineEntry } from '../../../platform/http/parts.ts'
import { formatMoment } from '../../../platform/time/format.ts'
import { docDifferences, type PartDifference, type Piece } from '../differences.ts'
import { saidIn } from '../doc.ts'
import { newsStaffPaths } from '../paths.ts'
import type { StaffRow, VersionRow } from '../queries.ts'
import type { Editing } from './editing.ts'

export type DifferenceView = { label: string; lang: string | null; pieces: Piece[] }

export type VersionsModel = PageModel & {
  versions: (Link & { current: boolean; meta: string })[]
  /** The one that is looked at, against the one before it. */
  shown: {
    title: string
    entry: TimelineEntry
    differences: DifferenceView[]
    none: string
    restore: Link | null
  }
}

export const versionsPage = definePage<VersionsModel>('news/versions', { layout: 'staff' })

export type VersionsInput = {
  editing: Editing
  row: StaffRow
  versions: readonly VersionRow[]
  /** Its number; null for the latest. */
  wanted: number | null
  mayWrite: boolean
}

export function versionsModel({ editing, row, versions, wanted, mayWrite }: VersionsInput): VersionsModel {
  const { city, lang, t } = editing
  const latest = versions[0]
  const shown = versions.find(({ version }) => version === wanted) ?? latest
  if (shown === undefined || latest === undefined) throw new Error('a publication without versions')
  const before = versions.find(({ version }) => version === shown.version - 1) ?? null
  const differences = differenceViews(docDifferences(before?.doc ?? null, shown.doc), editing)
  return {
    page: {
      title: t('news:versions.title'),
      crumbs: [
        { href: newsStaffPaths.list(city.slug, { kind: row.kind }), label: t(`news:kind.${row.kind}`) },
        { href: newsStaffPaths.edit(city.slug, row.id), label: saidIn(row.doc.title, lang).text },
      ],
      noindex: true,
    },
    versions: versions.map((one) => ({
      href: newsStaffPaths.versions(city.slug, row.id, one.version),
      label: t('news:versions.one', { version: one.version }),
      current: one.version === shown.version,
      meta: [t(`news:versions.act.${one.act}`), formatMoment(one.at, lang, city.timeZone), one.by ?? '']
        .filter(Boolean)
        .join(' · '),
    })),
    shown: {
      title: t('news:versions.one', { version: shown.version }),
      entry: entryOf(shown, editing),
      differences,
      none: t(before === null ? 'news:versions.first' : 'news:versions.same'),
      restore:
        mayWrite && shown.version !== latest.version
          ? {
              href: newsStaffPaths.edit(city.slug, row.id, { from: shown.version }),
              label: t('news:versions.restore'),
            }
          : null,
    },
  }
}

function entryOf({ act, at, by, reason }: VersionRow, { city, lang, t }: Editing): TimelineEntry {
  return {
    at: { iso: new Date(at).toISOString(), text: formatMoment(at, lang, city.timeZone) },
    title: t(`news:versions.act.${act}`),
    icon: act === 'published' ? 'circle-check' : act === 'withdrawn' ? 'eye-off' : 'pencil',
    by: by ?? t('news:versions.portal'),
    note: reason === '' ? null : reason,
  }
}

export const differenceViews = (
  found: readonly PartDifference[],
  { t }: Pick<Editing, 't'>,
): DifferenceView[] =>
  found.map(({ part, lang, pieces }) => ({
    label: [t(`news:part.${part}`), lang === null ? '' : t(`news:lang.${lang}`)].filter(Boolean).join(', '),
    lang,
    pieces,
  }))
