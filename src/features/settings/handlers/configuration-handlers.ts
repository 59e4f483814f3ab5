import type { RequestHandler } from 'express'
import type { Deps } from '../../../platform/deps.ts'
import { Conflict } from '../../../platform/http/errors.ts'
import { readTextUpload } from '../../../platform/http/upload-text.ts'
import { staffOf } from '../../accounts/index.ts'
import { logExport } from '../../activity/index.ts'
import { CannotImport, importConfiguration, lastChange } from '../actions/import-configuration.ts'
import { type Entry, readConfiguration, writeConfiguration } from '../configuration.ts'
import { isSame } from '../diff.ts'
import { type Differing, importModel, importPage } from '../pages/import-page.ts'
import { settingsPaths } from '../paths.ts'
import { storeOf } from '../stores/index.ts'
import { type Around, thingKinds } from '../thing.ts'
import { thingOf } from '../things/index.ts'
import { aroundOf } from './place.ts'
import { isNamed } from './thing-handlers.ts'

/** All settings of a city as one file, out and in. */
export function configurationHandlers(deps: Deps): Record<'write' | 'show' | 'read', RequestHandler> {
  return {
    write: async (req, res) => {
      const { city } = await aroundOf(deps, req, res)
      const entries: Entry[] = []
      for (const kind of thingKinds) {
        for (const [key, doc] of await storeOf(kind).all(deps.db, city.id)) entries.push({ kind, key, doc })
      }
      await logExport(deps, {
        ...{ staffId: staffOf(res).id, cityIds: [city.id], subject: 'configuration', rows: entries.length },
        at: deps.now().epochMilliseconds,
      })
      res
        .type('application/json')
        .attachment(`${city.slug}.json`)
        .send(writeConfiguration(city.slug, entries))
    },

    show: async (req, res) => {
      const around = await aroundOf(deps, req, res)
      const imported = Number(req.query['imported'] ?? Number.NaN)
      importPage(res, importModel({ around, imported: Number.isInteger(imported) ? imported : null }))
    },

    read: async (req, res) => {
      const around = await aroundOf(deps, req, res)
      const { t, city } = around
      const { fields, file } = await readTextUpload(req, res, 'file')
      const configuration = file ?? fields['configuration'] ?? ''
      if (file === 'too-big' || configuration === '') {
        const refusal = t(file === 'too-big' ? 'settings:error.fileSize' : 'settings:error.file')
        return importPage(res, importModel({ around, refusal }), 422)
      }
      const read = readConfiguration(configuration)
      if (!read.ok) return importPage(res, importModel({ around, faults: read.faults }), 422)
      const seenChange = await lastChange(deps.db, city.id)
      const differing = await differingFrom(deps, around, read.entries)
      const isUnconfirmed = file === null && !isNamed(city, fields['confirm'])
      const preview = { differing, configuration, seenChange, isUnconfirmed }
      if (file !== null) return importPage(res, importModel({ around, preview }))
      if (isUnconfirmed) return importPage(res, importModel({ around, preview }), 422)
      try {
        const count = await importConfiguration(deps, {
          ...{ staff: staffOf(res), city, entries: read.entries },
          seenChange: Number(fields['seen']),
        })
        res.redirect(303, `${settingsPaths.imported(city.slug)}?imported=${count}`)
      } catch (error) {
        const refusal = refusalOf(error, around)
        importPage(res, importModel({ around, preview, refusal }), error instanceof Conflict ? 409 : 422)
      }
    },
  }
}

async function differingFrom(deps: Deps, { city }: Around, entries: readonly Entry[]): Promise<Differing[]> {
  const differing: Differing[] = []
  for (const kind of thingKinds) {
    const mine = entries.filter((entry) => entry.kind === kind)
    if (mine.length === 0) continue
    const current = await storeOf(kind).all(deps.db, city.id)
    for (const entry of mine) {
      const now = current.get(entry.key) ?? null
      if (!isSame(now, entry.doc)) differing.push({ entry, current: now })
    }
  }
  return differing
}

/** Why a file was not taken; nothing of it was written. What is unexpected goes on. */
function refusalOf(error: unknown, around: Around): string {
  if (error instanceof Conflict) return around.t('settings:import.conflict')
  if (!(error instanceof CannotImport)) throw error
  const { kind, key, doc } = error.entry
  return `${thingOf(kind).title(key, doc, around)}: ${around.t(error.cause.reason)}`
}
