import type { Request, RequestHandler } from 'express'
import type { Deps } from '../../../platform/deps.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { typedFields } from '../../../platform/http/form.ts'
import { readTextUpload } from '../../../platform/http/upload-text.ts'
import { applyImport } from '../actions/apply-import.ts'
import { chooseColumns, keepImport } from '../actions/keep-import.ts'
import { type Desk, publishingDesk } from '../desk/access.ts'
import { readingPlace } from '../desk/reading-place.ts'
import { workDeskPaths } from '../paths.ts'
import { compareList } from './compare.ts'
import { guessMapping, ImportMapping } from './mapping.ts'
import {
  fieldLabel,
  mappingOf,
  previewModel,
  previewPage,
  type UploadProblem,
  uploadModel,
  uploadPage,
} from './page.ts'
import { headerOf, readList } from './read-list.ts'

/** A list of works from a file: read, looked at, then taken. */
export function importHandlers(
  deps: Deps,
): Record<'upload' | 'read' | 'show' | 'columns' | 'apply', RequestHandler> {
  const upload: RequestHandler = async (_req, res) => {
    uploadPage(res, uploadModel(await publishingDesk(deps, res), null))
  }

  const read: RequestHandler = async (req, res) => {
    const desk = await publishingDesk(deps, res)
    const { fields, file } = await readTextUpload(req, res, 'file')
    const problem = problemOf(file)
    if (problem !== null || file === null) {
      return uploadPage(res, uploadModel(desk, problem ?? 'none'), 422)
    }
    const { around, staff } = desk
    const columns = guessMapping(headerOf(file), (lang, field) => deps.texts.in(lang)(fieldLabel(field)))
    const id = await keepImport(deps, {
      ...{ cityId: around.city.id, staffId: staff.id, content: file, at: around.now },
      fileName: (fields['name'] ?? '').slice(0, 120),
      mapping: ImportMapping.parse({ columns }),
    })
    res.redirect(303, workDeskPaths.import(around.city.slug, id))
  }

  const show: RequestHandler = async (req, res) => {
    const desk = await publishingDesk(deps, res)
    const kept = await keptList(deps, req, desk)
    const { compared, more, header } = await looked(deps, desk, kept)
    const { id, fileName, mapping } = kept
    previewPage(res, previewModel(desk, { id, fileName, header, mapping, compared, more }))
  }

  const columns: RequestHandler = async (req, res) => {
    const desk = await publishingDesk(deps, res)
    const { id, content } = await keptList(deps, req, desk)
    const mapping = mappingOf(typedFields(req.body), headerOf(content))
    await chooseColumns(deps, { id, staffId: desk.staff.id, mapping })
    res.redirect(303, workDeskPaths.import(desk.around.city.slug, id))
  }

  const apply: RequestHandler = async (req, res) => {
    const desk = await publishingDesk(deps, res)
    const kept = await keptList(deps, req, desk)
    const { compared } = await looked(deps, desk, kept)
    const { city, now } = desk.around
    const applying = { importId: kept.id, city, staffId: desk.staff.id, at: now }
    const { added, changed } = await applyImport(deps, compared, applying)
    res.redirect(303, workDeskPaths.list(city.slug, { added: String(added), changed: String(changed) }))
  }

  return { upload, read, show, columns, apply }
}

function problemOf(file: string | 'too-big' | null): UploadProblem | null {
  if (file === 'too-big') return 'tooBig'
  if (file === null || file.trim() === '') return 'none'
  // What no UTF-8 is was read with this mark in its place
  if (file.includes('\uFFFD') || file.includes('\0')) return 'encoding'
  return headerOf(file).filter(Boolean).length < 2 ? 'header' : null
}

type KeptList = { id: string; fileName: string; content: string; mapping: ImportMapping }

/** The list of the address, if this very person is bringing it in and has not yet. */
async function keptList(deps: Deps, req: Request, { staff, around }: Desk): Promise<KeptList> {
  const id = String(req.params['list'])
  const row = /^[\w-]{36}$/.test(id)
    ? await deps.db.workImport.findFirst({
        where: { id, staffId: staff.id, cityId: around.city.id, doneAt: null },
      })
    : null
  if (row === null) throw new NotFound('list')
  return { ...row, mapping: ImportMapping.parse(row.mapping) }
}

/** What the list says and what it would change now. */
async function looked(deps: Deps, desk: Desk, { content, mapping }: KeptList) {
  const { around, scope } = desk
  const list = await readList(content, mapping, readingPlace(deps, desk, true))
  const { publishedOfficeIds } = scope
  const compared = await compareList(deps, list, {
    city: around.city,
    publishedOfficeIds,
    now: around.now,
  })
  return { compared, more: list.more, header: headerOf(content) }
}
