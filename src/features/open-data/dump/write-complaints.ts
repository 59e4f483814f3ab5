import { csvLine, csvStart } from '../../../platform/http/csv.ts'
import type { DumpedComplaint } from './complaints.ts'
import { type FileFacts, TextFile } from './files.ts'
import { bulkFields, cellsOf, complaintFields, type Field, type Values } from './tables.ts'

/** All files of complaints, written side by side from one reading. */
export async function writeComplaints(
  folder: string,
  batches: AsyncIterable<DumpedComplaint[]>,
  nameOf: CategoryNames,
): Promise<FileFacts[]> {
  const csv = await TextFile.create(folder, 'complaints.csv')
  const geojson = await TextFile.create(folder, 'complaints.geojson')
  const jsonl = await TextFile.create(folder, 'complaints.jsonl')
  const bulk = await TextFile.create(folder, 'open311.csv')
  // Its library is read by the job that writes, not by every start.
  const { ParquetFile } = await import('./parquet.ts')
  const parquet = new ParquetFile(folder, 'complaints.parquet', complaintFields)
  await csv.write(csvStart + headOf(complaintFields))
  // Read by programs, which would take the mark for a part of the first name.
  await bulk.write(headOf(bulkFields))
  await geojson.write('{"type":"FeatureCollection","features":[')
  for await (const batch of batches) {
    const values = batch.map((one) => one.values)
    await csv.write(values.map((row) => csvLine(cellsOf(complaintFields, row))).join(''))
    await bulk.write(batch.map((one) => csvLine(cellsOf(bulkFields, bulkOf(one, nameOf)))).join(''))
    await jsonl.write(values.map((row) => `${JSON.stringify(row)}\n`).join(''))
    const features = values.map((row) => JSON.stringify(featureOf(row))).join(',\n')
    await geojson.write(`${geojson.rows === 0 ? '\n' : ',\n'}${features}`)
    await parquet.write(values)
    for (const file of [csv, geojson, jsonl, bulk]) file.rows += batch.length
  }
  await geojson.write('\n]}\n')
  const texts = await Promise.all([csv, geojson, jsonl, bulk].map((file) => file.close({ isTable: true })))
  return [...texts, await parquet.close()]
}

export const headOf = (fields: readonly Field[]): string => csvLine(fields.map(({ name }) => name))

/** RFC 7946: longitude first; one without a point has no geometry. */
function featureOf(values: Values) {
  const { lat, lon, ...properties } = values
  return {
    type: 'Feature',
    id: values['number'],
    geometry: lat === null || lon === null ? null : { type: 'Point', coordinates: [lon, lat] },
    properties,
  }
}

/** Names of a group and a category by the code of the category, and of an office; in the state language. */
export type CategoryNames = {
  category(code: string): string | null
  group(code: string): string | null
  office(code: string): string | null
}

function bulkOf({ values, closedAt }: DumpedComplaint, nameOf: CategoryNames): Values {
  const { category, office } = values
  return {
    service_request_id: values.number,
    requested_datetime: values.received_at,
    updated_datetime: values.changed_at,
    closed_date: closedAt,
    status_description: values.open === true ? 'open' : 'closed',
    status_notes: values.answer,
    source: values.channel,
    service_name: typeof category === 'string' ? nameOf.group(category) : null,
    service_subtype: typeof category === 'string' ? nameOf.category(category) : null,
    description: values.text,
    agency_responsible: typeof office === 'string' ? nameOf.office(office) : null,
    address: values.address,
    lat: values.lat,
    long: values.lon,
  }
}
