import type { Request, RequestHandler, Response } from 'express'
import { z } from 'zod'
import type { Deps } from '../../../platform/deps.ts'
import { Conflict, NotFound } from '../../../platform/http/errors.ts'
import { type FieldErrors, parseForm, type Typed, typedFields } from '../../../platform/http/form.ts'
import type { Link } from '../../../platform/http/parts.ts'
import { servePhoto } from '../../../platform/http/serve-photo.ts'
import { uploadOf } from '../../../platform/http/upload.ts'
import { reasonSentence } from '../../../platform/http/upload-sentences.ts'
import { staffOf } from '../../accounts/index.ts'
import { cities, langOf, nameIn } from '../../city/index.ts'
import { authorOffices, type Kind, mayPublish, mayWrite, newsCityIds } from '../access.ts'
import { keepPicture } from '../actions/keep-picture.ts'
import { savePublication } from '../actions/save-publication.ts'
import { withdrawPublication } from '../actions/withdraw-publication.ts'
import type { Doc } from '../doc.ts'
import { codePattern, EditForm, readDoc, typedOf, WithdrawForm } from '../forms.ts'
import { newsStaffPaths } from '../paths.ts'
import { pictureOf, type StaffRow, staffList, staffPublication, versionsOf } from '../queries.ts'
import type { StandardPages } from '../standard-pages.ts'
import { type EditInput, editModel, editPage } from './edit-page.ts'
import { type Editing, editingOf } from './editing.ts'
import { staffListModel, staffListPage } from './list-page.ts'
import { previewModel, previewPage } from './preview-page.ts'
import { versionsModel, versionsPage } from './versions-page.ts'

const names = [
  'start',
  'list',
  'fresh',
  'create',
  'edit',
  'save',
  'withdraw',
  'preview',
  'versions',
  'picture',
] as const

/** Where staff write news and pages. */
export function newsStaffHandlers(
  deps: Deps,
  standard: StandardPages,
): Record<(typeof names)[number], RequestHandler> {
  /** What the editor shows of a row, or of something new. */
  const inputOf = (
    editing: Editing,
    row: StaffRow | null,
    { kind, code }: { kind: Kind; code: string | null },
  ) => ({
    ...{ editing, kind, row, code, errors: {} },
    authors: authorOffices(editing.staff, editing.city.id),
    publicHref:
      code !== null && standard.codes.includes(code)
        ? standard.href(code, editing.lang, editing.city.slug)
        : null,
  })

  async function rowOf(req: Request, res: Response): Promise<{ editing: Editing; row: StaffRow }> {
    const editing = await editingOf(deps, req, res)
    const id = String(req.params['publication'])
    const row = /^[1-9]\d{0,8}$/.test(id) ? await staffPublication(deps, editing.scope, Number(id)) : null
    if (row === null) throw new NotFound('publication')
    return { editing, row }
  }

  /** Whether something new may be begun here, and what it begins with. */
  function beginning(req: Request, editing: Editing): { kind: Kind; code: string | null; typed: Typed } {
    const kind = req.query['kind'] === 'page' ? 'page' : 'news'
    const { city, staff, today } = editing
    const officeIds = kind === 'page' ? [null] : authorOffices(staff, city.id)
    if (!officeIds.some((officeId) => mayWrite(staff, { cityId: city.id, officeId, kind })))
      throw new NotFound('news')
    const page =
      kind === 'page'
        ? standard.pages(city, deps.texts).find(({ code }) => code === req.query['code'])
        : undefined
    if (page === undefined) return { kind, code: null, typed: {} }
    const { title, lead, body, code } = page
    return {
      kind,
      code,
      typed: typedOf({ title, lead, body, day: today, category: null, source: null, picture: null }),
    }
  }

  /** Reads the form, keeps what it says, answers where that leads, or shows the form again. */
  async function store(
    res: Response,
    at: { editing: Editing; row: StaffRow | null; kind: Kind; code: string | null },
  ) {
    const { editing, row, kind, code: fixed } = at
    const { city, staff, directory, today } = editing
    const upload = uploadOf(res)
    const typed = typedFields(upload.fields)
    const form = EditForm.parse(typed)
    const officeId = row === null ? officeOf(editing, kind, form.office) : row.officeId
    const place = { cityId: city.id, officeId, kind }
    const publish = form.act === 'publish'
    if (!(publish ? mayPublish(staff, place) : mayWrite(staff, place))) throw new NotFound('news')
    const { pictureId, pictureError } = await pictureFrom(editing, res, form)
    const shown: Typed = { ...typed, picture: pictureId ?? '' }
    const again = (more: Partial<EditInput>, status: number) =>
      editPage(
        res,
        editModel({ ...inputOf(editing, row, { kind, code: fixed }), typed: shown, ...more }),
        status,
      )
    const code = kind === 'page' ? (fixed ?? (form.code ?? '').trim()) : null
    const categories = new Set(directory.categories.map((one) => one.code))
    const read = readDoc({ typed, kind, publish, today, categories, pictureId })
    const errors: FieldErrors = {
      ...(code !== null && !codePattern.test(code) ? { code: 'news:error.code' } : {}),
      ...(read.ok ? {} : read.errors),
    }
    if (!read.ok || pictureError !== null || Object.keys(errors).length > 0)
      return again({ errors, pictureError }, 422)
    try {
      const id = await savePublication(deps, {
        ...{ staffId: staff.id, city, id: row?.id ?? null, kind, code, officeId, doc: read.doc, publish },
        seenVersion: row === null ? 0 : form.version,
      })
      res.redirect(303, newsStaffPaths.edit(city.slug, id, { done: publish ? 'published' : 'saved' }))
    } catch (error) {
      if (!(error instanceof Conflict)) throw error
      if (row === null) return again({ errors: { code: 'news:error.codeTaken' } }, 422)
      const fresh = await staffPublication(deps, editing.scope, row.id)
      again({ row: fresh, conflict: read.doc }, 409)
    }
  }

  async function pictureFrom({ city, t }: Editing, res: Response, form: z.infer<typeof EditForm>) {
    const [photo] = uploadOf(res).photos
    const known = z.uuid().safeParse(form.picture)
    const kept = known.success ? await pictureOf(deps, { cityId: city.id, id: known.data }) : null
    const pictureId = form.remove_picture === '1' ? null : (kept?.id ?? null)
    if (photo === undefined) return { pictureId, pictureError: null }
    if (!photo.ok) return { pictureId, pictureError: reasonSentence(t, photo.reason) }
    return { pictureId: await keepPicture(deps, { cityId: city.id, ...photo }), pictureError: null }
  }

  return {
    start: async (_req, res) => {
      const [first] = await ownCities(deps, res)
      if (first === undefined) throw new NotFound('news')
      res.redirect(303, newsStaffPaths.list(first.slug))
    },

    list: async (req, res) => {
      const editing = await editingOf(deps, req, res)
      const kind: Kind = req.query['kind'] === 'page' ? 'page' : 'news'
      const { city, staff, scope } = editing
      const rows = await staffList(deps, scope, kind)
      const others = (await ownCities(deps, res)).filter(({ id }) => id !== city.id)
      const mayBegin =
        kind === 'page'
          ? mayWrite(staff, { cityId: city.id, officeId: null, kind })
          : authorOffices(staff, city.id).length > 0
      staffListPage(
        res,
        staffListModel({
          ...{ editing, kind, rows, mayBegin },
          // The words of the portal are no secret, but only who may change them is led to the editor.
          standard: mayBegin && kind === 'page' ? standard.pages(city, deps.texts) : [],
          cities: others.map(
            ({ slug, names: all }): Link => ({
              href: newsStaffPaths.list(slug),
              label: nameIn(all, editing.lang),
            }),
          ),
          done: doneOf(req),
        }),
      )
    },

    fresh: async (req, res) => {
      const editing = await editingOf(deps, req, res)
      const { kind, code, typed } = beginning(req, editing)
      editPage(res, editModel({ ...inputOf(editing, null, { kind, code }), typed }))
    },

    create: async (req, res) => {
      const editing = await editingOf(deps, req, res)
      const { kind, code } = beginning(req, editing)
      await store(res, { editing, row: null, kind, code })
    },

    edit: async (req, res) => {
      const { editing, row } = await rowOf(req, res)
      const doc = await docFrom(deps, row, req)
      const input = { ...inputOf(editing, row, row), typed: typedOf(doc), done: doneOf(req) }
      editPage(res, editModel(input))
    },

    save: async (req, res) => {
      const { editing, row } = await rowOf(req, res)
      await store(res, { editing, row, kind: row.kind, code: row.code })
    },

    withdraw: async (req, res) => {
      const { editing, row } = await rowOf(req, res)
      const { city, staff, t } = editing
      if (!mayPublish(staff, { cityId: city.id, officeId: row.officeId, kind: row.kind }))
        throw new NotFound('news')
      const again = (more: Partial<EditInput>, status: number) =>
        editPage(
          res,
          editModel({
            ...inputOf(editing, row, row),
            typed: { ...typedOf(row.doc), ...typedFields(req.body) },
            ...more,
          }),
          status,
        )
      const parsed = parseForm(WithdrawForm, req.body)
      if (!parsed.ok)
        return again({ withdrawError: t(parsed.form.errors['reason'] ?? 'news:error.reason') }, 422)
      const { version, reason } = parsed.value
      try {
        await withdrawPublication(deps, { staffId: staff.id, city, id: row.id, seenVersion: version, reason })
        res.redirect(303, newsStaffPaths.list(city.slug, { kind: row.kind, done: 'withdrawn' }))
      } catch (error) {
        if (!(error instanceof Conflict)) throw error
        const fresh = await staffPublication(deps, editing.scope, row.id)
        again({ row: fresh, withdrawError: t('news:conflict.withdraw') }, 409)
      }
    },

    preview: async (req, res) => {
      const { editing, row } = await rowOf(req, res)
      const { picture } = row.doc
      const found =
        picture === null ? null : await pictureOf(deps, { cityId: editing.city.id, id: picture.id })
      previewPage(res, previewModel({ editing, row, picture: found }, deps.config.publicUrl))
    },

    versions: async (req, res) => {
      const { editing, row } = await rowOf(req, res)
      const versions = await versionsOf(deps, row.id)
      const place = { cityId: editing.city.id, officeId: row.officeId, kind: row.kind }
      const wanted = numberIn(req.query['version'])
      versionsPage(
        res,
        versionsModel({ editing, row, versions, wanted, mayWrite: mayWrite(editing.staff, place) }),
      )
    },

    picture: servePhoto(deps, async (req, res) => {
      const { city } = await editingOf(deps, req, res)
      const id = z.uuid().safeParse(req.params['picture'])
      const picture = id.success ? await pictureOf(deps, { cityId: city.id, id: id.data }) : null
      return picture === null ? undefined : { key: picture.largeKey, access: 'private' }
    }),
  }
}

/** The text of another version is taken into the editor; saving it makes a new one. */
async function docFrom(deps: Deps, row: StaffRow, req: Request): Promise<Doc> {
  const from = numberIn(req.query['from'])
  if (from === null) return row.doc
  const versions = await versionsOf(deps, row.id)
  return versions.find(({ version }) => version === from)?.doc ?? row.doc
}

async function ownCities(deps: Deps, res: Response) {
  const ids = newsCityIds(staffOf(res))
  const lang = langOf(res)
  const own = (await cities(deps)).filter(({ id }) => ids.includes(id))
  return own.toSorted((a, b) => nameIn(a.names, lang).localeCompare(nameIn(b.names, lang), lang))
}

/** In whose name it is begun; a page is of the city as a whole. */
function officeOf({ staff, city }: Editing, kind: Kind, typed: string | undefined): number | null {
  if (kind === 'page') return null
  return typed === undefined ? (authorOffices(staff, city.id)[0] ?? null) : numberIn(typed)
}

const numberIn = (text: unknown): number | null =>
  typeof text === 'string' && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : null

const doneOf = (req: Request): string | null =>
  typeof req.query['done'] === 'string' ? req.query['done'] : null
