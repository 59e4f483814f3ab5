/** A table whose cells are coloured by how much stands in them; level 0 (nothing) to 5 (the most). */
export type HeatMap = {
  columns: string[]
  rows: { label: string; href: string | null; cells: { text: string; level: number }[]; total: string }[]
}

export type HeatMapData = {
  columns: readonly string[]
  rows: readonly { label: string; href?: string; values: readonly (number | null)[]; total: number }[]
  /** Null is what is not told. */
  format: (value: number | null) => string
}

const levels = 5

/**
 * Levels go by the square root of the value over the greatest one, so that a single great cell does not make all
 * others pale. The numbers stand in the cells: the colour only leads the eye.
 */
export function heatMap({ columns, rows, format }: HeatMapData): HeatMap {
  const greatest = Math.max(1, ...rows.flatMap(({ values }) => values.map((value) => value ?? 0)))
  const levelOf = (value: number | null) =>
    value === null || value <= 0 ? 0 : Math.max(1, Math.ceil(Math.sqrt(value / greatest) * levels))
  return {
    columns: [...columns],
    rows: rows.map(({ label, href, values, total }) => ({
      label,
      href: href ?? null,
      cells: values.map((value) => ({ text: format(value), level: levelOf(value) })),
      total: format(total),
    })),
  }
}
