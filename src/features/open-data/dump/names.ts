import type { City } from '../../city/index.ts'
import type { Directory } from '../../offices/index.ts'

/** Codes that stand in files in the place of ids of the database. */
export type Names = {
  office(id: number | null): string | null
  category(id: number | null): string | null
  district(id: number | null): string | null
}

export function namesIn(city: City, { offices, categories }: Directory): Names {
  const codes = (rows: readonly { id: number; code: string }[]) => {
    const byId = new Map(rows.map(({ id, code }) => [id, code]))
    return (id: number | null) => (id === null ? null : (byId.get(id) ?? null))
  }
  return { office: codes(offices), category: codes(categories), district: codes(city.areas) }
}
