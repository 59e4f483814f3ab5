import { z } from 'zod'
import { Area } from '../../../platform/images/image-result.ts'

/** An area, and that only a moderator may uncover it. */
export type CoverArea = Area & { by?: 'moderator' | undefined }

const Stored = z.array(Area.extend({ by: z.literal('moderator').optional() }))

/** The areas of the column `photo.areas`. */
export const storedAreas = (json: unknown): CoverArea[] => Stored.catch([]).parse(json ?? [])

/** Places of a photo that are covered in the copy for everybody. */
export const mostAreas = 40

/** Cells in which a picture is offered for covering without a mouse or a script: as good as square. */
export const gridOf = ({
  width,
  height,
}: {
  width: number
  height: number
}): { columns: number; rows: number } => (width >= height ? { columns: 6, rows: 5 } : { columns: 5, rows: 7 })

export type Grid = ReturnType<typeof gridOf>

/** The areas of ticked cells, named "row-column" from 0; cells of one row that touch are one area. */
export function areasOfCells(cells: readonly string[], { columns, rows }: Grid): Area[] {
  const ticked = new Set(cells)
  const areas: Area[] = []
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      if (!ticked.has(`${row}-${column}`)) continue
      const from = column
      while (column + 1 < columns && ticked.has(`${row}-${column + 1}`)) column += 1
      const [x, right] = [(from / columns) * 100, ((column + 1) / columns) * 100]
      const [y, bottom] = [(row / rows) * 100, ((row + 1) / rows) * 100]
      areas.push(rounded({ x, y, w: right - x, h: bottom - y }))
    }
  }
  return areas
}

/** The cells that lie in one of the areas by more than half. */
export function cellsOf(areas: readonly Area[], { columns, rows }: Grid): string[] {
  const cells: string[] = []
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const [x, y] = [((column + 0.5) / columns) * 100, ((row + 0.5) / rows) * 100]
      const isIn = areas.some(
        (area) => x >= area.x && x <= area.x + area.w && y >= area.y && y <= area.y + area.h,
      )
      if (isIn) cells.push(`${row}-${column}`)
    }
  }
  return cells
}

/** Areas written as "x,y,w,h;…" in percent. Null when one of them is no area, or there are too many. */
export function parseAreas(written: string): Area[] | null {
  const texts = written.split(';').filter((text) => text.trim() !== '')
  if (texts.length > mostAreas) return null
  const areas = texts.map((text) => {
    const [x, y, w, h, more] = text
      .split(',')
      .map((part) => (/^\s*\d{1,3}(?:\.\d{1,4})?\s*$/.test(part) ? Number(part) : Number.NaN))
    const area = Area.safeParse({ x, y, w, h })
    return more === undefined && area.success ? rounded(area.data) : null
  })
  return areas.every((area) => area !== null) ? areas : null
}

export const writeAreas = (areas: readonly Area[]): string =>
  areas.map(({ x, y, w, h }) => [x, y, w, h].join(',')).join(';')

/** A quarter of a permille is less than a pixel. */
function rounded({ x, y, w, h }: Area): Area {
  const round = (percent: number) => Math.round(percent * 100) / 100
  return { x: round(x), y: round(y), w: round(Math.min(w, 100 - x)), h: round(Math.min(h, 100 - y)) }
}
