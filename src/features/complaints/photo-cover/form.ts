import { z } from 'zod'
import type { Parsed } from '../../../platform/http/form.ts'
import { type Typed, typedFields } from '../../../platform/http/form.ts'
import { areasOfCells, type CoverArea, type Grid, mostAreas, parseAreas } from './areas.ts'

/** What somebody wants everybody to see of a photo. */
export type PhotoChoice = { areas: CoverArea[]; visible: boolean }

/** `typed` also of a good form: whoever asks for more fields reads them there. */
export type ReadChoice =
  | (Extract<Parsed<PhotoChoice>, { ok: true }> & { typed: Typed })
  | Extract<Parsed<PhotoChoice>, { ok: false }>

const Percent = z.string().regex(/^\d{1,3}([.,]\d{1,2})?$/)

/**
 * Ticked cells ("c2-3"), areas that stay ("keep0" = "x,y,w,h"), what was drawn ("drawn", in the same way) and one area
 * typed in percent, together. `fixed` stay whatever is sent.
 */
export function readPhotoChoice(body: unknown, grid: Grid, fixed: readonly CoverArea[]): ReadChoice {
  const typed = typedFields(body)
  const named = (prefix: string) =>
    Object.entries(typed).filter(([name, value]) => name.startsWith(prefix) && value !== '')
  const cells = named('c').flatMap(([name]) => /^c(\d-\d)$/.exec(name)?.[1] ?? [])
  const kept = parseAreas(
    named('keep')
      .map(([, value]) => value)
      .join(';'),
  )
  const drawn = parseAreas(typed['drawn'] ?? '')
  const exact = exactArea(typed)
  const errors: ReadChoice = { ok: false, form: { typed, errors: { x: 'public:cover.error.area' } } }
  if (kept === null || drawn === null || exact === null) return errors
  const areas: CoverArea[] = [...fixed, ...kept, ...areasOfCells(cells, grid), ...drawn, ...exact]
  if (areas.length > mostAreas) return errors
  return { ok: true, value: { areas, visible: typed['visible'] !== 'staff' }, typed }
}

/** One area in four fields; none when all are empty, null when they make no area. */
function exactArea(typed: Record<string, string>) {
  const texts = ['x', 'y', 'w', 'h'].map((name) => (typed[name] ?? '').trim())
  if (texts.every((text) => text === '')) return []
  if (!texts.every((text) => Percent.safeParse(text).success)) return null
  return parseAreas(texts.map((text) => text.replace(',', '.')).join(','))
}
