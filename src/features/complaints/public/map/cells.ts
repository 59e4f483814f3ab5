import { createHash } from 'node:crypto'
import type { Deps } from '../../../../platform/deps.ts'
import {
  type Bounds,
  boundsOfCell,
  boundsOfRange,
  type GridRange,
  latLonOf,
  shiftFor,
  snapToCells,
} from '../../../../platform/geo/mercator.ts'
import type { Tone } from '../../../../platform/http/parts.ts'
import { formatNumber } from '../../../../platform/time/format.ts'
import { nameIn } from '../../../city/index.ts'
import { keptCells } from '../../kept-parts.ts'
import { formatNumber as formatComplaintNumber } from '../../number.ts'
import { complaintPaths } from '../../paths.ts'
import { publicText } from '../../public-text.ts'
import { statusTag } from '../../status-tag.ts'
import { excerpt } from '../excerpt.ts'
import type { Scope } from '../list/conditions.ts'
import { activeNames, type Filter, filterKey } from '../list/filter.ts'
import type { Reading } from '../reading.ts'
import { cellRowsFromGrid, isFromGrid } from './city-grid.ts'
import { type CellRow, cellRows, mostCells } from './queries.ts'

/** What the map draws: a group with its count, or one complaint with its card. Read by src/client/complaint-map.ts. */
export type Cell = {
  /** Latitude, longitude. */
  at: [number, number]
  n: number
  text: string
  label: string
  /** Of a group: west, south, east, north of its cell. */
  box?: [number, number, number, number]
  card?: CellCard
}

export type CellCard = {
  href: string
  number: string
  title: string
  place: string
  state: string
  tone: Tone
  icon: string
}

export type CellsAnswer = {
  cells: Cell[]
  /** There are more groups than are shown. */
  capped: boolean
}

/** A view of the map: what is visible, at which zoom of Web Mercator tiles. */
export type View = { bounds: Bounds; zoom: number }

export const zooms = { least: 8, most: 18 } as const
/** So wide that groups and the names of districts find room beside each other. */
const cellPixels = 128
const keptMs = 60_000
/** A view beyond this many cells each way is no screen. */
const mostCellsAcross = 32

/** Answers of the map are the same for all readers of a language, so they are kept as they are sent. */
export type KeptCells = { answer: CellsAnswer; body: string; etag: string }

/** Groups for a view, at most a minute old. Views that differ by less than a cell share one answer. */
export function cellsFor(
  deps: Pick<Deps, 'db' | 'cache'>,
  { view, filter, scope, reading }: { view: View; filter: Filter; scope: Scope; reading: Reading },
): Promise<KeptCells> {
  const shift = shiftFor(view.zoom, cellPixels)
  const range = withinReach(snapToCells(view.bounds, shift), shift)
  const place = [range.west, range.north, range.east, range.south, shift].join(',')
  const key = `${keptCells}${scope.cityId}:${reading.lang}:${place}:${filterKey({ ...filter, bbox: null })}`
  return deps.cache.get(key, keptMs, async () => {
    const isPlain = activeNames({ ...filter, bbox: null }).length === 0
    const rows =
      isPlain && isFromGrid(shift, cellPixels)
        ? await cellRowsFromGrid(deps, { scope, range, shift }, cellPixels)
        : await cellRows(deps, { filter, scope, range, shift })
    const answer: CellsAnswer = {
      cells: rows.slice(0, mostCells).map((row) => cellOfRow(row, shift, reading)),
      capped: rows.length > mostCells,
    }
    const body = JSON.stringify(answer)
    return { answer, body, etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"` }
  })
}

/** The degrees that an answer is about: the view, widened to whole cells. */
export function boundsFor({ bounds, zoom }: View): Bounds {
  return boundsOfRange(snapToCells(bounds, shiftFor(zoom, cellPixels)))
}

function withinReach(range: GridRange, shift: number): GridRange {
  const most = mostCellsAcross * 2 ** shift
  const cut = (from: number, to: number): [number, number] => {
    if (to - from <= most) return [from, to]
    const middle = Math.floor((from + to) / 2 / 2 ** shift) * 2 ** shift
    return [middle - most / 2, middle + most / 2]
  }
  const [west, east] = cut(range.west, range.east)
  const [north, south] = cut(range.north, range.south)
  return { west, east, north, south }
}

function cellOfRow(row: CellRow, shift: number, reading: Reading): Cell {
  const { lat, lon } = latLonOf({ cx: row.cx, cy: row.cy })
  const at: Cell['at'] = [round(lat), round(lon)]
  const text = formatNumber(row.n, reading.lang)
  const card = cardOf(row, reading)
  if (card !== null) {
    const label = reading.t('public:map.pin', { category: card.title, place: card.place || card.number })
    return { at, n: 1, text: '', label, card }
  }
  const { west, south, east, north } = boundsOfCell({ x: row.x, y: row.y }, shift)
  const label = reading.t('public:map.cluster', { count: row.n, shown: text })
  return { at, n: row.n, text, label, box: [round(west), round(south), round(east), round(north)] }
}

function cardOf(row: CellRow, { city, lang, t, directory }: Reading): CellCard | null {
  if (row.number === null || row.status === null) return null
  const category = row.categoryId === null ? undefined : directory.categoryById.get(row.categoryId)
  const tag = statusTag(row.status, t)
  return {
    href: complaintPaths.show(lang, city.slug, row.number),
    number: formatComplaintNumber(row.number),
    title: category === undefined ? t('public:show.plainTitle') : nameIn(category.names, lang),
    place: excerpt(publicText(row.address ?? '', t), 60),
    state: tag.label,
    tone: tag.tone,
    icon: category?.icon ?? 'circle-help',
  }
}

/** To about a metre. */
const round = (degrees: number): number => Math.round(degrees * 1e5) / 1e5
