import type { Request, RequestHandler, Response } from 'express'
import type { Deps } from '../../../platform/deps.ts'
import { Conflict, NotFound } from '../../../platform/http/errors.ts'
import { type FieldErrors, type Typed, typedFields } from '../../../platform/http/form.ts'
import { staffOf } from '../../accounts/index.ts'
import { allowPicturesFrom, type City, tilesOf } from '../../city/index.ts'
import { planChange } from '../actions/plan-change.ts'
import { saveChange } from '../actions/save-change.ts'
import { codePattern } from '../documents.ts'
import { readDoc, typedOf } from '../form-fields.ts'
import { type ThingInput, thingModel, thingPage } from '../pages/thing-page.ts'
import { type Done, settingsPaths, withDone } from '../paths.ts'
import { changesOf, openComplaints, plannedOf } from '../queries.ts'
import { storeOf } from '../stores/index.ts'
import { CannotWrite } from '../stores/store.ts'
import { type Around, type Danger, type Doc, type FormKind, isSingle, type ThingKind } from '../thing.ts'
import { isDay } from '../things/day.ts'
import { thingOf } from '../things/index.ts'
import type { OfficeDoc } from '../things/office.ts'
import { todayIn } from '../today.ts'
import { aroundOf } from './place.ts'

type ThingHandlers = Record<'show' | 'save' | 'fresh' | 'create' | 'remove', RequestHandler>

/** Pages and acts of one kind of thing. */
export function thingHandlers(deps: Deps, kind: FormKind): ThingHandlers {
  const isNew = (key: string | null): key is null => key === null
  const inputOf = (around: Around, key: string | null) => thingInput(deps, around, { kind, key })
  const keyOf = (req: Request): string => (isSingle(kind) ? '' : String(req.params[kind]))

  const show: RequestHandler = async (req, res) => {
    const around = await aroundOf(deps, req, res)
    const input = await inputOf(around, keyOf(req))
    const wanted = kind === 'look' ? tried(req) : null
    if (kind === 'map') allowPicturesFrom(res, tilesOf(around.city)?.url ?? null)
    thingPage(
      res,
      thingModel({
        ...input,
        done: doneOf(req),
        ...(wanted === null ? {} : { back: { typed: wanted, errors: {} } }),
      }),
    )
  }

  const fresh: RequestHandler = async (req, res) => {
    const around = await aroundOf(deps, req, res)
    const blank = await inputOf(around, null)
    // A gap of the coverage page leads here with its category and area.
    const typed = prefilled(req)
    thingPage(res, thingModel(typed === null ? blank : { ...blank, back: { typed, errors: {} } }))
  }

  const store = async (req: Request, res: Response, known: string | null): Promise<void> => {
    const around = await aroundOf(deps, req, res)
    const input = await inputOf(around, known)
    const typed = typedFields(req.body)
    const answer = (back: Omit<NonNullable<ThingInput['back']>, 'typed'>, status: number) =>
      thingPage(res, thingModel({ ...input, back: { typed, ...back } }), status)
    const thing = thingOf(kind)
    const key = known ?? thing.key?.of(typed) ?? ''
    const read = readDoc(thing, typed, input.doc)
    const errors = {
      ...(isNew(known) && !isGoodKey(kind, key) ? { [keyField(kind)]: thing.key?.error } : {}),
      ...(read.ok ? {} : read.errors),
      ...dayErrors(around.city, typed, deps.now().epochMilliseconds),
      ...(read.ok ? moveErrors(kind, read.doc, input.open) : {}),
    }
    if (!read.ok || Object.keys(errors).length > 0) return answer({ errors }, 422)
    const dangers = thing.dangers(input.doc, read.doc, key)
    const after = read.doc
    if (dangers.length > 0 && !isNamed(around.city, typed['confirm'])) {
      return answer({ errors: { confirm: 'settings:error.confirm' }, dangers, after }, 422)
    }
    const on = typed['takesEffectOn'] ?? ''
    const saving = {
      ...{ staff: staffOf(res), city: around.city, kind, key, after, isNew: isNew(known) },
      seenVersion: Number(typed['version'] ?? input.version) || 0,
    }
    const path = settingsPaths.thing(around.city.slug, kind, key)
    try {
      const isPlanned = thing.plannable && on > todayIn(around.city, deps.now().epochMilliseconds)
      const isChanged = isPlanned ? await planChange(deps, saving, on) : await saveChange(deps, saving)
      const done: Done = !isChanged ? 'same' : isPlanned ? 'planned' : 'saved'
      const there = isPlanned && isNew(known) ? settingsPaths.planned(around.city.slug) : path
      res.redirect(303, withDone(there, done))
    } catch (error) {
      const fresh = await inputOf(around, known)
      const back = backFrom(error, { typed, dangers, after })
      thingPage(res, thingModel({ ...fresh, back }), back.isConflict ? 409 : 422)
    }
  }

  const remove: RequestHandler = async (req, res) => {
    if (isSingle(kind)) throw new NotFound('setting')
    const around = await aroundOf(deps, req, res)
    const key = keyOf(req)
    const input = await inputOf(around, key)
    const typed = typedFields(req.body)
    if (!isNamed(around.city, typed['confirm'])) {
      const back = { ...shownAgain(input), errors: {}, removeError: true }
      return thingPage(res, thingModel({ ...input, back }), 422)
    }
    try {
      const seenVersion = Number(typed['version'] ?? input.version) || 0
      await saveChange(deps, { staff: staffOf(res), city: around.city, kind, key, seenVersion, after: null })
      res.redirect(303, withDone(settingsPaths.list(around.city.slug, kind), 'removed'))
    } catch (error) {
      const { errors, isConflict } = backFrom(error, { typed })
      const back = { ...shownAgain(input), errors, isConflict }
      thingPage(res, thingModel({ ...input, back }), isConflict ? 409 : 422)
    }
  }

  return {
    show,
    fresh,
    save: (req, res) => store(req, res, keyOf(req)),
    create: (req, res) => store(req, res, null),
    remove,
  }
}

/** What the page of a thing shows; `key` null for a new one. Throws NotFound. */
export async function thingInput(
  deps: Deps,
  around: Around,
  { kind, key }: { kind: FormKind; key: string | null },
): Promise<ThingInput> {
  const base = { around, kind, key, doc: null, version: 0, changes: [], planned: [], open: null }
  if (key === null) return base
  const { id } = around.city
  const [doc, changes, planned, open] = await Promise.all([
    isReadable(kind, key) ? storeOf(kind).read(deps.db, id, key) : null,
    changesOf(deps, id, { kind, key, take: 5 }),
    plannedOf(deps, id),
    openOf(deps, around, kind, key),
  ])
  if (doc === null) throw new NotFound('setting')
  return { ...base, doc, changes, planned, open, version: changes[0]?.version ?? 0 }
}

/** The form as it stands for a thing that was not changed. */
const shownAgain = ({ kind, doc }: ThingInput): { typed: Typed } => {
  const thing = thingOf(kind)
  return { typed: typedOf(thing.groups, doc ?? thing.blank()) }
}

type Back = NonNullable<ThingInput['back']>

/** What an action threw as the form that comes back; what is unexpected goes on. */
function backFrom(
  error: unknown,
  tried: { typed: Typed; dangers?: readonly Danger[]; after?: Doc },
): Back & { isConflict: boolean } {
  if (error instanceof Conflict) return { ...tried, errors: {}, isConflict: true }
  if (error instanceof CannotWrite) {
    return { ...tried, errors: { [error.field]: error.reason }, isConflict: false }
  }
  throw error
}

const keyField = (kind: ThingKind): string => thingOf(kind).key?.fields[0]?.path ?? 'form'

function isGoodKey(kind: ThingKind, key: string): boolean {
  if (kind === 'day') return isDay(key)
  if (kind === 'rule') return key.split('.').every((side) => side === '*' || codePattern.test(side))
  return codePattern.test(key) && key !== 'new'
}

const isReadable = (kind: ThingKind, key: string): boolean => kind !== 'day' || isDay(key)

/** A change may wait for a day that is to come, for two years at most. */
export function dayErrors(city: City, typed: Typed, at: number): FieldErrors {
  const on = typed['takesEffectOn'] ?? ''
  if (on === '') return {}
  const today = todayIn(city, at)
  const isGood = isDay(on) && on >= today && Number(on.slice(0, 4)) <= Number(today.slice(0, 4)) + 2
  return isGood ? {} : { takesEffectOn: 'settings:error.takesEffectOn' }
}

/** An office that ends says where what is open there goes. */
function moveErrors(kind: ThingKind, doc: Doc, open: number | null): FieldErrors {
  if (kind !== 'office') return {}
  const { validTo, successor } = doc as OfficeDoc
  const isLost = validTo !== null && successor === null && (open ?? 0) > 0
  return isLost ? { successor: 'settings:error.successorNeeded' } : {}
}

async function openOf(deps: Deps, { city }: Around, kind: ThingKind, key: string): Promise<number | null> {
  if (kind === 'office') return openComplaints(deps, { cityId: city.id, office: key })
  if (kind === 'category') return openComplaints(deps, { cityId: city.id, category: key })
  return null
}

/** Dangerous changes ask for the name of the city, in any of its languages. */
export function isNamed({ names }: City, typed: string | undefined): boolean {
  const wanted = (typed ?? '').trim().toLocaleLowerCase()
  return wanted !== '' && Object.values(names).some((name) => name.toLocaleLowerCase() === wanted)
}

const dones: readonly Done[] = ['saved', 'planned', 'same', 'removed', 'undone', 'cancelled']
export const doneOf = (req: Request): Done | null => dones.find((done) => done === req.query['done']) ?? null

/** A colour that somebody looks at before saving it. */
function tried(req: Request): Typed | null {
  const { brandColour } = req.query
  return typeof brandColour === 'string' ? { brandColour } : null
}

function prefilled(req: Request): Typed | null {
  const typed = typedFields(req.query)
  return Object.keys(typed).some((name) => name !== 'lang' && name !== 'done') ? typed : null
}
