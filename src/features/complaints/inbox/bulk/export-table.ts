import { csvLine, csvStart } from '../../../../platform/http/csv.ts'
import type { Lang, Translate } from '../../../../platform/i18n/texts.ts'
import { nameIn } from '../../../city/index.ts'
import { channelName } from '../../channel-name.ts'
import { formatNumber } from '../../number.ts'
import { publicText } from '../../public-text.ts'
import type { Place } from '../place.ts'
import type { ExportRow } from './queries.ts'

type Reading = { places: readonly Place[]; lang: Lang; t: Translate }

const heads = [
  'number',
  'received',
  'status',
  'what',
  'place',
  'text',
  'district',
  'office',
  'assignee',
  'due',
  'planned',
  'channel',
  'photos',
  'voices',
  'reopened',
] as const

/** The table of an export: words as everybody reads them, no contacts, nothing that a spreadsheet would run. */
export function exportTable(rows: readonly ExportRow[], reading: Reading): string {
  const { t } = reading
  const head = csvLine(heads.map((name) => t(`inbox:csv.${name}`)))
  return csvStart + head + rows.map((row) => csvLine(cellsOf(row, reading))).join('')
}

function cellsOf(row: ExportRow, { places, lang, t }: Reading) {
  const place = places.find(({ city }) => city.id === row.city_id)
  const category = place?.directory.categoryById.get(row.category_id ?? 0)
  const office = place?.directory.officeById.get(row.office_id ?? 0)
  const district = place?.city.areas.find(({ id }) => id === row.district_id)
  return [
    formatNumber(row.number),
    row.received_at.toISOString(),
    t(`complaints:status.${row.status}`),
    category ? nameIn(category.names, lang) : '',
    publicText(row.address, t),
    publicText(row.text, t),
    district ? nameIn(district.names, lang) : '',
    office ? nameIn(office.names, lang) : '',
    row.assignee_name ?? '',
    row.due_on,
    row.planned_on,
    channelName(row.channel, t),
    row.photo_count,
    row.support_count,
    row.reopened_count,
  ]
}
