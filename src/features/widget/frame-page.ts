import { definePage, type PageModel } from '../../platform/http/page.ts'
import type { StatTile, Tag } from '../../platform/http/parts.ts'
import { formatDay, formatInstant, formatNumber, formatShare } from '../../platform/time/format.ts'
import { nameIn } from '../city/index.ts'
import { complaintPaths, publicText, type Reading, statusTag, type TableRow } from '../complaints/index.ts'
import type { Office } from '../offices/index.ts'
import { type Figures, statisticsPaths } from '../statistics/index.ts'

export const shows = ['latest', 'figures', 'counter'] as const
export type Show = (typeof shows)[number]

export type FrameModel = PageModel & {
  latest: { title: string; place: string; href: string; tag: Tag; received: string }[] | null
  tiles: StatTile[]
  more: { href: string; label: string }
  source: string
}

export const framePage = definePage<FrameModel>('widget/frame', { layout: 'embed' })

/** The figures that are told. */
type Told = Pick<Figures, 'received' | 'answered' | 'onTime' | 'openNow' | 'window'>

type Given = { show: Show; office: Office | null; rows: readonly TableRow[]; figures: Told | null }

export function frameModel({ show, office, rows, figures }: Given, reading: Reading): FrameModel {
  const { city, lang, t } = reading
  const name = nameIn(office === null ? city.names : office.names, lang)
  return {
    page: { title: t(`widget:title.${show}`, { name }), noindex: true },
    latest: show === 'latest' ? rows.map((row) => latestOf(row, reading)) : null,
    tiles: figures === null ? [] : tilesOf(figures, show, reading),
    more: {
      href:
        show === 'latest'
          ? complaintPaths.list(lang, city.slug, { office: office?.code })
          : office === null
            ? statisticsPaths.city(lang, city.slug)
            : statisticsPaths.office(lang, city.slug, office.code),
      label: t('widget:more'),
    },
    source: t('common:page.siteOf', { city: nameIn(city.names, lang) }),
  }
}

function latestOf(row: TableRow, { city, lang, t, directory }: Reading) {
  const category = directory.categoryById.get(row.categoryId ?? 0)
  return {
    title: category === undefined ? t('public:show.plainTitle') : nameIn(category.names, lang),
    place: publicText(row.address, t),
    href: complaintPaths.show(lang, city.slug, row.number),
    tag: statusTag(row.status, t),
    received: formatInstant(row.receivedAt, lang, city.timeZone),
  }
}

/** The counter is the one number that a front page has room for; figures are four. */
function tilesOf(figures: Told, show: Show, { lang, t }: Reading): StatTile[] {
  const { received, onTime, openNow, answered, window } = figures
  const count = (value: number) => formatNumber(value, lang)
  const period = t('widget:period', {
    from: formatDay(window.from, lang, 'short'),
    to: formatDay(window.to, lang, 'short'),
  })
  const answers: StatTile = { label: t('widget:tile.answered'), value: count(answered), note: period }
  if (show === 'counter') return [answers]
  return [
    { label: t('widget:tile.received'), value: count(received), note: period },
    answers,
    {
      label: t('widget:tile.onTime'),
      value: onTime.share === null ? '–' : formatShare(onTime.share, lang),
      note: t('widget:tile.onTimeNote', { n: count(onTime.n), of: count(onTime.of) }),
    },
    {
      label: t('widget:tile.open'),
      value: count(openNow.n),
      note: t('widget:tile.openNote', { overdue: count(openNow.overdue) }),
    },
  ]
}
