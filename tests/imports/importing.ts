import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { type City, cityBySlug } from '../../src/features/city/index.ts'
import {
  type ImportOptions,
  type ImportSummary,
  importComplaints,
  type Mapping,
  open311Bulk,
} from '../../src/features/imports/index.ts'
import { openPortal, type Portal } from '../support/portal.ts'

/** A portal with the cast, and a folder for the files that are read into it. */
export type Importing = {
  portal: Portal
  folder: string
  city(slug?: string): Promise<City>
  /** Writes a file into the folder and reads it in. */
  read(content: string | Buffer, options?: ReadOptions): Promise<ImportSummary>
  close(): Promise<void>
}

export type ReadOptions = Partial<Omit<ImportOptions, 'city'>> & { slug?: string; name?: string }

export async function openImporting(): Promise<Importing> {
  const portal = await openPortal()
  const folder = await mkdtemp(path.join(os.tmpdir(), 'ashyq-import-'))
  let files = 0
  const city = async (slug = portal.cast.city.slug) => {
    const found = await cityBySlug(portal.deps, slug)
    if (found === null) throw new Error(`no city ${slug}`)
    return found
  }
  return {
    portal,
    folder,
    city,
    async read(content, { slug, name = `${++files}.csv`, ...options } = {}) {
      const file = path.join(folder, name)
      await writeFile(file, content)
      return importComplaints(portal.deps, { city: await city(slug), file, mapping: open311Bulk, ...options })
    },
    async close() {
      await portal.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** The default mapping with some of it changed. */
export const mappingWith = (changes: Partial<Mapping>): Mapping => ({ ...open311Bulk, ...changes })

/** Rows of Open311 Bulk with the columns that most tests need; what a row leaves out is empty. */
export function open311Csv(rows: readonly Partial<Record<(typeof bulkColumns)[number], string>>[]): string {
  const lines = rows.map((row) => bulkColumns.map((column) => cell(row[column] ?? '')).join(','))
  return [bulkColumns.join(','), ...lines, ''].join('\n')
}

const bulkColumns = [
  'service_request_id',
  'requested_datetime',
  'closed_date',
  'status_description',
  'status_notes',
  'source',
  'service_name',
  'description',
  'agency_responsible',
  'address',
  'lat',
  'long',
] as const

const cell = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
