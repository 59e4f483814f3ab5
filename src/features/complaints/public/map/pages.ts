import {
  type DistrictMap,
  type DistrictMapData,
  districtMap,
  type LonLat,
  withRoomForNames,
} from '../../../../platform/charts/district-map.ts'
import { groupsOnPhone, meanOf } from '../../../../platform/charts/phone-groups.ts'
import type { Bounds } from '../../../../platform/geo/mercator.ts'
import { definePage, type PageModel } from '../../../../platform/http/page.ts'
import type { ComplaintCard, Tab } from '../../../../platform/http/parts.ts'
import { formatNumber } from '../../../../platform/time/format.ts'
import { cityPaths, nameIn } from '../../../city/index.ts'
import { complaintPaths } from '../../paths.ts'
import { complaintCard } from '../complaint-card.ts'
import { activeNames, type Filter, filterParams, type ParsedFilter } from '../list/filter.ts'
import { chipsOf, type FilterForm, formOf, ignoredNote, listParams, tabsOf } from '../list/pages.ts'
import type { CardRow, Count } from '../list/queries.ts'
import { sentenceOf } from '../list/sentence.ts'
import type { Reading } from '../reading.ts'
import type { CellsAnswer, View } from './cells.ts'
import { type MapPlace, mapPlace } from './map-place.ts'
import { districtsOf, linesOf } from './sketch.ts'

export type MapModel = PageModel & {
  heading: string
  count: string
  ignored: string | null
  chips: { label: string; href: string }[]
  clearHref: string | null
  form: FilterForm
  tabs: Tab[]
  map: MapPlace
  sketch: DistrictMap
  note: string
  /** The newest of the list; the rest is on its own page. */
  cards: ComplaintCard[]
  listHref: string
}

export const mapPage = definePage<MapModel>('complaints/map')

export type MapData = { parsed: ParsedFilter; view: View; cells: CellsAnswer; rows: CardRow[]; count: Count }

export function mapModel({ parsed, view, cells, rows, count }: MapData, reading: Reading): MapModel {
  const { filter, ignored } = parsed
  const { city, lang, t } = reading
  return {
    page: {
      title: t('public:map.title'),
      crumbs: [
        { href: cityPaths.home(lang, city.slug), label: nameIn(city.names, lang) },
        { href: complaintPaths.list(lang, city.slug), label: t('common:nav.complaints') },
      ],
      noindex: activeNames(filter).length > 0,
    },
    heading: t('public:map.title'),
    count: sentenceOf({ ...filter, bbox: null }, count, reading),
    ignored: ignoredNote(ignored, reading),
    chips: chipsOf({ ...filter, bbox: null }, reading, 'map'),
    clearHref: activeNames(filter).length > 1 ? complaintPaths.map(lang, city.slug) : null,
    form: formOf(filter, complaintPaths.map(lang, city.slug), reading),
    tabs: tabsOf(filter, 'map', reading),
    map: mapPlace(filter, reading),
    sketch: sketchOf({ view, cells, filter }, reading),
    note: t(cells.capped ? 'public:map.capped' : 'public:map.note'),
    cards: rows.slice(0, 5).map((row) => complaintCard(row, reading)),
    listHref: complaintPaths.list(lang, city.slug, listParams(filter)),
  }
}

/** How wide the sketch is on a wide screen; on phones its names are not shown (complaint-list.css). */
const sketchWidth = 740

type SketchData = { view: View; cells: CellsAnswer; filter: Filter }

/** The same view without scripts: groups are links that zoom in, single complaints links to their pages. */
function sketchOf({ view, cells, filter }: SketchData, reading: Reading): DistrictMap {
  const { city, lang, t } = reading
  const viewHref = (bounds: Bounds) =>
    complaintPaths.map(lang, city.slug, filterParams({ ...filter, page: 1, bbox: bounds }))
  const drawn = districtMap({
    label: t('public:map.title'),
    bounds: view.bounds,
    districts: districtsOf(city, lang),
    lines: linesOf(city, lang),
    marks: marksOf(cells, view, viewHref, reading),
    moves: movesOf(view.bounds, viewHref, reading, filter),
  })
  return withRoomForNames(drawn, sketchWidth)
}

/** Each group; and those that a phone has no room for beside each other, as one that only phones show. */
function marksOf(
  { cells }: CellsAnswer,
  { bounds }: View,
  viewHref: ViewHref,
  { lang, t }: Reading,
): DistrictMapData['marks'] {
  const marks = cells.map(({ at: [lat, lon], n, text, label, card }) => ({
    at: [lon, lat] as const,
    count: n,
    text,
    label,
    href: card?.href ?? viewHref(closerTo([lon, lat], bounds)),
  }))
  const crowds = groupsOnPhone(marks, bounds).filter(({ length }) => length > 1)
  const crowded = new Set(crowds.flat())
  const joined = crowds.map((crowd) => {
    const { at, count } = meanOf(crowd)
    const text = formatNumber(count, lang)
    const label = t('public:map.cluster', { count, shown: text })
    return { at, count, text, label, href: viewHref(closerTo(at, bounds)), only: 'phone' as const }
  })
  return [...marks.map((mark) => (crowded.has(mark) ? { ...mark, only: 'wider' as const } : mark)), ...joined]
}

/** Half of the view each way, around the group. */
function closerTo([lon, lat]: LonLat, { west, south, east, north }: Bounds): Bounds {
  const [wide, high] = [(east - west) / 4, (north - south) / 4]
  return rounded({ west: lon - wide, east: lon + wide, south: lat - high, north: lat + high })
}

type ViewHref = (bounds: Bounds) => string

function movesOf(
  bounds: Bounds,
  hrefOf: ViewHref,
  { city, lang, t }: Reading,
  filter: Filter,
): DistrictMap['moves'] {
  const { west, south, east, north } = bounds
  const [wide, high] = [(east - west) / 2, (north - south) / 2]
  const moved = (dx: number, dy: number): Bounds =>
    rounded({
      west: west + dx * wide,
      east: east + dx * wide,
      south: south + dy * high,
      north: north + dy * high,
    })
  const around = (factor: number): Bounds => {
    const [lon, lat] = [(west + east) / 2, (south + north) / 2]
    return rounded({
      west: lon - wide * factor,
      east: lon + wide * factor,
      south: lat - high * factor,
      north: lat + high * factor,
    })
  }
  const whole = complaintPaths.map(lang, city.slug, filterParams({ ...filter, page: 1, bbox: null }))
  return [
    { href: hrefOf(around(0.5)), label: t('public:map.zoomIn'), icon: 'plus' },
    { href: hrefOf(around(2)), label: t('public:map.zoomOut'), icon: 'minus' },
    { href: hrefOf(moved(0, 1)), label: t('public:map.north'), icon: 'arrow-up' },
    { href: hrefOf(moved(0, -1)), label: t('public:map.south'), icon: 'arrow-down' },
    { href: hrefOf(moved(-1, 0)), label: t('public:map.west'), icon: 'arrow-left' },
    { href: hrefOf(moved(1, 0)), label: t('public:map.east'), icon: 'arrow-right' },
    { href: whole, label: t('public:map.whole'), icon: 'map' },
  ]
}

function rounded({ west, south, east, north }: Bounds): Bounds {
  const round = (degrees: number) => Math.round(degrees * 1e5) / 1e5
  return { west: round(west), south: round(south), east: round(east), north: round(north) }
}
