import { randomBytes } from 'node:crypto'
import type { Request, RequestHandler, Response } from 'express'
import type { Deps } from '../../../platform/deps.ts'
import { Conflict, NotFound } from '../../../platform/http/errors.ts'
import { typedFields } from '../../../platform/http/form.ts'
import { staffOf } from '../../accounts/index.ts'
import { calendarOf, cities, cityBySlug, langOf, translateOf } from '../../city/index.ts'
import { directoryOf } from '../../offices/index.ts'
import { saveChange } from '../actions/save-change.ts'
import { undoChange } from '../actions/undo-change.ts'
import { readDoc } from '../form-fields.ts'
import { idOf } from '../handlers/overview-handlers.ts'
import { doneOf } from '../handlers/thing-handlers.ts'
import { type Done, settingsPaths, withDone } from '../paths.ts'
import { changesOf } from '../queries.ts'
import { CannotWrite } from '../stores/store.ts'
import { textStore } from '../stores/text.ts'
import type { Around } from '../thing.ts'
import { textGroups, text as textThing } from '../things/text.ts'
import { todayIn } from '../today.ts'
import { examplesFor } from './example.ts'
import { readFilter } from './filter.ts'
import { textsModel, textsPage } from './list-page.ts'
import { mayEdit, maySee, mayWriteIn, type TextScope, textCities, textScopeIn } from './scope.ts'
import { type TextInput, textModel, textPage } from './text-page.ts'

type Here = { around: Around; scope: TextScope }

/** Ready texts: administrators write for the city, heads for their offices; for everybody else there are no such pages. */
export function textHandlers(deps: Deps) {
  const hereOf = async (req: Request, res: Response): Promise<Here> => {
    const city = await cityBySlug(deps, String(req.params['city']))
    if (city === null) throw new NotFound('texts')
    const directory = await directoryOf(deps, city.id)
    const scope = textScopeIn(staffOf(res), city, directory)
    if (scope === null) throw new NotFound('texts')
    return { around: { city, directory, lang: langOf(res), t: translateOf(res) }, scope }
  }

  const inputOf = async ({ around, scope }: Here, key: string | null): Promise<TextInput> => {
    const at = deps.now().epochMilliseconds
    const calendar = await calendarOf(deps, around.city.calendar)
    const base = {
      ...{ around, scope, key, doc: null, version: 0, changes: [] },
      examples: (doc: Parameters<TextInput['examples']>[0]) =>
        examplesFor(around, doc, { at, calendar, texts: deps.texts }),
    }
    if (key === null) return base
    const [doc, changes] = await Promise.all([
      textStore.read(deps.db, around.city.id, key),
      changesOf(deps, around.city.id, { kind: 'text', key, take: 5 }),
    ])
    if (doc === null || !maySee(scope, doc)) throw new NotFound('text')
    const own = changes.filter(({ before, after }) => mayWriteIn(scope)(before, after))
    return { ...base, doc, changes: own, version: changes[0]?.version ?? 0 }
  }

  const listed = async ({ around, scope }: Here, req: Request) => {
    const [docs, changes] = await Promise.all([
      textStore.all(deps.db, around.city.id),
      changesOf(deps, around.city.id, { kind: 'text' }),
    ])
    const today = todayIn(around.city, deps.now().epochMilliseconds)
    return { around, scope, docs, changes, today, filter: readFilter(req.query) }
  }

  /** The texts of the only city, or of the first, in which this person writes some. */
  const start: RequestHandler = async (_req, res) => {
    const mine = textCities(staffOf(res))
    const city = (await cities(deps)).find(({ id }) => mine.includes(id))
    if (city === undefined) throw new NotFound('texts')
    res.redirect(303, settingsPaths.texts(city.slug))
  }

  const list: RequestHandler = async (req, res) => {
    const here = await hereOf(req, res)
    textsPage(res, textsModel({ ...(await listed(here, req)), done: doneOf(req) }))
  }

  const show: RequestHandler = async (req, res) => {
    const input = await inputOf(await hereOf(req, res), String(req.params['text']))
    textPage(res, textModel({ ...input, done: doneOf(req) }))
  }

  const fresh: RequestHandler = async (req, res) => {
    textPage(res, textModel(await inputOf(await hereOf(req, res), null)))
  }

  const store = async (req: Request, res: Response, known: string | null): Promise<void> => {
    const here = await hereOf(req, res)
    const { around, scope } = here
    const input = await inputOf(here, known)
    if (input.doc !== null && !mayEdit(scope, input.doc)) throw new NotFound('text')
    const typed = typedFields(req.body)
    const answer = (back: TextInput['back'], status: number) =>
      textPage(res, textModel({ ...input, ...(back ? { back } : {}) }), status)
    const read = readDoc({ ...textThing, groups: textGroups(scope.offices) }, typed, input.doc)
    if (!read.ok) return answer({ typed, errors: read.errors }, 422)
    const after = read.doc
    if (!mayEdit(scope, after)) return answer({ typed, errors: { office: 'settings:error.choose' } }, 422)
    if (typed['look'] === '1') return answer({ typed, errors: {} }, 200)
    const key = known ?? `${after.purpose}-${randomBytes(4).toString('hex')}`
    try {
      const isChanged = await saveChange(deps, {
        ...{ staff: staffOf(res), city: around.city, kind: 'text', key, after, isNew: known === null },
        seenVersion: Number(typed['version'] ?? input.version) || 0,
        mayWrite: mayWriteIn(scope),
      })
      const done: Done = isChanged ? 'saved' : 'same'
      res.redirect(303, withDone(settingsPaths.thing(around.city.slug, 'text', key), done))
    } catch (error) {
      if (error instanceof CannotWrite) return answer({ typed, errors: { [error.field]: error.reason } }, 422)
      if (!(error instanceof Conflict)) throw error
      const now = await inputOf(here, known)
      textPage(res, textModel({ ...now, back: { typed, errors: {}, isConflict: true, after } }), 409)
    }
  }

  const remove: RequestHandler = async (req, res) => {
    const here = await hereOf(req, res)
    const { city } = here.around
    const input = await inputOf(here, String(req.params['text']))
    await saveChange(deps, {
      ...{ staff: staffOf(res), city, kind: 'text', key: String(req.params['text']), after: null },
      ...{ seenVersion: input.version, mayWrite: mayWriteIn(here.scope) },
    })
    res.redirect(303, withDone(settingsPaths.texts(city.slug), 'removed'))
  }

  const undo: RequestHandler = async (req, res) => {
    const here = await hereOf(req, res)
    const { city } = here.around
    try {
      const isUndone = await undoChange(deps, {
        ...{ staff: staffOf(res), city, changeId: idOf(req, 'change') },
        ...{ of: 'text', mayWrite: mayWriteIn(here.scope) },
      })
      res.redirect(303, withDone(settingsPaths.texts(city.slug), isUndone ? 'undone' : 'same'))
    } catch (error) {
      if (!(error instanceof CannotWrite)) throw error
      const refusal = here.around.t(error.reason)
      textsPage(res, textsModel({ ...(await listed(here, req)), refusal }), 422)
    }
  }

  return {
    ...{ start, list, show, fresh, remove, undo },
    save: ((req, res) => store(req, res, String(req.params['text']))) satisfies RequestHandler,
    create: ((req, res) => store(req, res, null)) satisfies RequestHandler,
  }
}
