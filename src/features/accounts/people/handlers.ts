import type { Request, RequestHandler, Response } from 'express'
import type { Deps } from '../../../platform/deps.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { type BadForm, clean, parseForm, typedFields } from '../../../platform/http/form.ts'
import type { TextKey } from '../../../platform/i18n/text-key.ts'
import { localDate } from '../../../platform/time/local-day.ts'
import { cityById, langOf, translateOf } from '../../city/index.ts'
import { directoryOf } from '../../offices/index.ts'
import type { Change, Changing } from '../actions/change-person.ts'
import { giveRole, takeRole } from '../actions/change-roles.ts'
import { inviteStaff } from '../actions/invite-staff.ts'
import {
  disablePerson,
  enablePerson,
  endSessionsOf,
  sendPasswordLink,
  startReset,
} from '../actions/manage-account.ts'
import { endSubstitute, nameSubstitute } from '../actions/name-substitute.ts'
import { accountPaths, type PersonAct, peopleDone } from '../paths.ts'
import { timeZoneOf } from '../queries.ts'
import { staffOf } from '../staff-member.ts'
import { EndSubstituteForm, InviteForm, RoleForm, substituteForm } from './forms.ts'
import { inviteModel, invitePage } from './invite-page.ts'
import { peopleModel, peoplePage } from './list-page.ts'
import { type PersonFacts, personModel, personPage } from './person-page.ts'
import { type Person, peopleWithin, personWithin, standInsFor } from './queries.ts'
import { reachOf } from './rules.ts'
import type { Around } from './words.ts'

export function people(deps: Deps): Record<'list' | 'form' | 'invite' | 'show', RequestHandler> {
  return {
    async list(req, res) {
      const around = await aroundOf(deps, res)
      const { q } = req.query
      const text = typeof q === 'string' ? clean(q).trim().slice(0, 100) : ''
      const rows = await peopleWithin(deps, reachOf(around.staff), text)
      peoplePage(res, peopleModel(around, { rows, text, done: doneOf(req) }))
    },
    async form(_req, res) {
      invitePage(res, inviteModel(await aroundOf(deps, res)))
    },
    async invite(req, res) {
      const around = await aroundOf(deps, res)
      const bad = (form: BadForm) => invitePage(res, inviteModel(around, form), 422)
      const parsed = parseForm(InviteForm, req.body)
      if (!parsed.ok) return bad(parsed.form)
      const { positionKk, positionRu, positionEn, role, ...rest } = parsed.value
      const invited = await inviteStaff(deps, {
        ...rest,
        position: { kk: positionKk, ru: positionRu, en: positionEn },
        roles: role === null ? [] : [role],
        by: around.staff,
        at: deps.now().epochMilliseconds,
      })
      const error = (field: string, text: TextKey) =>
        bad({ typed: typedFields(req.body), errors: { [field]: text } })
      if (invited === 'taken') return error('email', 'accounts:people.error.taken')
      if (invited === 'not-allowed') return error('role', 'accounts:people.error.role')
      res.redirect(303, accountPaths.person(invited.staffId, { done: 'invited' }))
    },
    async show(req, res) {
      await showPerson(deps, res, await personOf(deps, req, res), { done: doneOf(req) })
    },
  }
}

/** What a form says to an action: how it goes on, or what is wrong with it. */
type Told = { change: Change } | { form: BadForm }

type Tell = (deps: Deps, changing: Changing, req: Request, today: string) => Promise<Told>

/** The acts of the page of a person. */
export function personAct(deps: Deps, act: PersonAct): RequestHandler {
  return async (req, res) => {
    const person = await personOf(deps, req, res)
    const staff = staffOf(res)
    const at = deps.now().epochMilliseconds
    const told = await tell[act](deps, { by: staff, personId: person.id, at }, req, await todayOf(deps, res))
    if ('form' in told) return showPerson(deps, res, person, { form: told.form }, 422)
    const { change } = told
    if (change === 'not-allowed') throw new NotFound('person')
    if (change !== 'done') {
      const problem = translateOf(res)(`accounts:people.problem.${change}`)
      return showPerson(
        deps,
        res,
        person,
        { problem, form: { typed: typedFields(req.body), errors: {} } },
        422,
      )
    }
    res.redirect(303, accountPaths.person(person.id, { done: act }))
  }
}

const plain =
  (run: (deps: Deps, changing: Changing) => Promise<Change>): Tell =>
  async (deps, changing) => ({ change: await run(deps, changing) })

const withRole =
  (run: typeof giveRole | typeof takeRole): Tell =>
  async (deps, changing, req) => {
    const parsed = parseForm(RoleForm, req.body)
    if (!parsed.ok || parsed.value.role === null) return parsed.ok ? { change: 'not-allowed' } : parsed
    return { change: await run(deps, { ...changing, role: parsed.value.role }) }
  }

const tell: Record<PersonAct, Tell> = {
  'give-role': withRole(giveRole),
  'take-role': withRole(takeRole),
  async substitute(deps, changing, req, today) {
    const parsed = parseForm(substituteForm(today), req.body)
    if (!parsed.ok) return parsed
    const { substitute: substituteId, fromOn, toOn } = parsed.value
    return { change: await nameSubstitute(deps, { ...changing, substituteId, fromOn, toOn }) }
  },
  async 'end-substitute'(deps, changing, req) {
    const parsed = parseForm(EndSubstituteForm, req.body)
    return { change: parsed.ok ? await endSubstitute(deps, { ...changing, ...parsed.value }) : 'not-allowed' }
  },
  link: plain(sendPasswordLink),
  reset: plain(startReset),
  'end-sessions': plain(endSessionsOf),
  disable: plain(disablePerson),
  enable: plain(enablePerson),
}

const doneOf = (req: Request) => peopleDone.find((done) => done === req.query['done'])

async function aroundOf(deps: Deps, res: Response): Promise<Around> {
  const staff = staffOf(res)
  const cityIds = [...new Set(staff.roles.map(({ cityId }) => cityId))]
  const places = await Promise.all(
    cityIds.map(async (id) => {
      const city = await cityById(deps, id)
      return city === null ? [] : [{ city, offices: (await directoryOf(deps, id)).offices }]
    }),
  )
  return { staff, places: places.flat(), t: translateOf(res), lang: langOf(res) }
}

/** The person of the address, if the reader may see the account; the own one is always theirs. */
async function personOf(deps: Deps, req: Request, res: Response): Promise<Person> {
  const id = String(req.params['person'])
  const staff = staffOf(res)
  const at = deps.now().epochMilliseconds
  const person = /^[1-9]\d{0,8}$/.test(id)
    ? await personWithin(deps, { reach: reachOf(staff), id: Number(id), at, ownId: staff.id })
    : null
  if (person === null) throw new NotFound('person')
  return person
}

const todayOf = async (deps: Deps, res: Response): Promise<string> =>
  localDate(deps.now(), await timeZoneOf(deps, staffOf(res))).toString()

async function showPerson(
  deps: Deps,
  res: Response,
  person: Person,
  more: Pick<PersonFacts, 'done' | 'form' | 'problem'>,
  status = 200,
): Promise<void> {
  const around = await aroundOf(deps, res)
  const cityIds = person.roles.map(({ cityId }) => cityId)
  const standIns = await standInsFor(deps, { id: person.id, cityIds })
  const today = await todayOf(deps, res)
  personPage(res, personModel(around, { person, standIns, today, ...more }), status)
}
