import type { RequestHandler } from 'express'
import type { Deps } from '../../../platform/deps.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { parseForm, typedFields } from '../../../platform/http/form.ts'
import { staffOf } from '../../accounts/index.ts'
import { langOf, translateOf } from '../../city/index.ts'
import { deskComplaint, isPassedOnBy } from '../desk/queries.ts'
import { parseNumber } from '../number.ts'
import { deskPaths } from '../paths.ts'
import { inboxFilterFrom, inboxFilterOf, queryOf, searchOf } from './filter.ts'
import { sendInbox } from './inbox.ts'
import { momentOf } from './moment.ts'
import type { InboxFacts } from './page.ts'
import { mainPlace, placesOf } from './place.ts'
import { previewModel, previewPage } from './preview-page.ts'
import { isLastActor, newSince } from './queries.ts'
import { SavedForm } from './saved/forms.ts'
import { removeFilter } from './saved/remove-filter.ts'
import { saveFilter } from './saved/save-filter.ts'
import { sharePlaces } from './saved/share.ts'

type Names = 'list' | 'news' | 'preview' | 'save' | 'remove'

export const inboxHandlers = (deps: Deps): Record<Names, RequestHandler> => ({
  list: async (req, res) => {
    const typed = typeof req.query['q'] === 'string' ? parseNumber(req.query['q']) : null
    if (typed?.ok) return res.redirect(303, deskPaths.show(typed.number))
    await sendInbox(deps, res, {
      filter: inboxFilterOf(req.query),
      done: await doneOf(deps, staffOf(res), req.query),
    })
  },

  news: async (req, res) => {
    const staff = staffOf(res)
    const filter = inboxFilterOf({ ...req.query, page: 1 })
    const place = mainPlace(await placesOf(deps, staff), filter.cityId)
    const since = Number(req.query['since'])
    if (place === undefined || !Number.isSafeInteger(since) || since < 0) throw new NotFound('moment')
    const count = await newSince(deps, { staff, filter, moment: momentOf(deps.now(), place) }, since)
    const text = translateOf(res)('inbox:news', { count })
    res.json({ count, text, href: deskPaths.inbox(queryOf(filter)) })
  },

  preview: async (req, res) => {
    const staff = staffOf(res)
    const number = parseNumber(String(req.params['number']))
    const row = number.ok ? await deskComplaint(deps, staff, number.number) : null
    if (row === null) throw new NotFound('complaint')
    const places = await placesOf(deps, staff)
    previewPage(res, previewModel(row, { places, lang: langOf(res), t: translateOf(res), now: deps.now() }))
  },

  save: async (req, res) => {
    const staff = staffOf(res)
    const typed = typedFields(req.body)
    const filter = inboxFilterFrom(typed['query'] ?? '')
    const parsed = parseForm(SavedForm, req.body)
    const shared = sharePlaces(staff, await placesOf(deps, staff)).find(
      ({ value }) => value === typed['share'],
    )
    const isRefused = parsed.ok && parsed.value.share !== '' && shared === undefined
    if (!parsed.ok || isRefused) {
      const key = parsed.ok
        ? 'inbox:error.share'
        : (Object.values(parsed.form.errors)[0] ?? 'inbox:error.share')
      const error = translateOf(res)(key)
      const trouble = { kind: 'save', error, name: typed['name'] ?? '', share: typed['share'] ?? '' } as const
      return sendInbox(deps, res, { filter, trouble, status: 422 })
    }
    await saveFilter(deps, {
      ownerId: staff.id,
      name: parsed.value.name,
      query: searchOf({ ...filter, page: 1 }),
      place: { cityId: shared?.cityId ?? null, officeId: shared?.officeId ?? null },
      at: deps.now().epochMilliseconds,
    })
    res.redirect(303, deskPaths.inbox(queryOf({ ...filter, page: 1 })))
  },

  remove: async (req, res) => {
    const id = Number(req.params['filter'])
    const own = { id, ownerId: staffOf(res).id }
    if (!Number.isInteger(id) || !(await removeFilter(deps, own))) throw new NotFound('filter')
    res.redirect(303, deskPaths.inbox())
  },
})

/** What an address says was done, if this person did it. */
async function doneOf(
  deps: Deps,
  staff: ReturnType<typeof staffOf>,
  query: Record<string, unknown>,
): Promise<InboxFacts['done']> {
  for (const kind of ['passed', 'acted'] as const) {
    const typed = query[kind]
    const parsed = typeof typed === 'string' ? parseNumber(typed) : null
    if (!parsed?.ok) continue
    const isTrue =
      kind === 'passed'
        ? await isPassedOnBy(deps, staff, parsed.number)
        : await isLastActor(deps, staff, parsed.number)
    if (isTrue) return { kind, number: parsed.number }
  }
  return null
}
