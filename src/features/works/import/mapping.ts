import { z } from 'zod'
import { langs } from '../../../platform/i18n/texts.ts'
import { searchFold } from '../../../platform/text/search-fold.ts'
import { rawFields } from '../reading/raw-work.ts'
import { workKinds } from '../rules.ts'

/** What columns of a list can be: the fields of a work, its number in the list, its streets, and why its dates moved. */
export const importFields = ['id', ...rawFields, 'streets', 'reason'] as const
export type ImportField = (typeof importFields)[number]

/** How a list is read: which column holds what, and what holds for all rows where no column says it. */
export const ImportMapping = z.object({
  columns: z.partialRecord(z.enum(importFields), z.string()).default({}),
  kind: z.enum(workKinds).or(z.literal('')).default(''),
  /** Code of an office. */
  office: z.string().default(''),
})
export type ImportMapping = z.infer<typeof ImportMapping>

/** Without these no row can be read. */
export const neededFields = ['starts', 'ends'] as const

const folded = (text: string) =>
  searchFold(text)
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** Other names of columns that lists of works have. */
const synonyms: Partial<Record<ImportField, string>> = {
  // A column of running numbers begins anew in each list and names no work.
  id: 'id|код|код работы|жұмыс коды',
  titleRu: 'title|наименование|название|работы|вид работ подробно|name_ru|title_ru',
  titleKk: 'атауы|жұмыс атауы|name_kk|title_kk',
  titleEn: 'name_en|title_en',
  kind: 'kind|вид|вид работ|түрі|type',
  starts: 'starts|start|начало|дата начала|басталуы|from',
  ends: 'ends|end|окончание|дата окончания|конец|аяқталуы|to',
  streets: 'streets|street|улицы|улица|адрес|адреса|көше|көшелер|мекенжай',
  contractor: 'contractor|подрядчик|мердігер|исполнитель',
  sum: 'sum|sum_kzt|сумма|стоимость|сомасы|тенге',
  contractUrl: 'contract_url|договор|ссылка на договор|келісімшарт',
  officePhone: 'phone|телефон|тел|байланыс',
  office: 'office|ведомство|мекеме|заказчик',
  district: 'district|район|аудан',
  lat: 'lat|latitude|широта|ендік',
  lon: 'lon|lng|longitude|долгота|бойлық',
  shape: 'shape|geojson|geometry|геометрия',
  whyRu: 'why|причина|обоснование|зачем|why_ru',
  whyKk: 'why_kk|себебі|не үшін',
  placeRu: 'place|место|где|place_ru',
  placeKk: 'place_kk|орны|қай жерде',
  detourRu: 'detour|объезд|detour_ru',
  detourKk: 'detour_kk|айналып өту',
  reason: 'reason|причина переноса|ауыстыру себебі',
}

/** Columns whose names say what they hold. @param labelOf the name of a field as the page prints it */
export function guessMapping(
  header: readonly string[],
  labelOf: (lang: (typeof langs)[number], field: ImportField) => string,
): ImportMapping['columns'] {
  const columns: ImportMapping['columns'] = {}
  for (const field of importFields) {
    const names = [field, ...(synonyms[field] ?? '').split('|'), ...langs.map((lang) => labelOf(lang, field))]
    const known = new Set(names.map(folded).filter(Boolean))
    const found = header.find((name) => known.has(folded(name)) && !Object.values(columns).includes(name))
    if (found !== undefined) columns[field] = found
  }
  return columns
}
