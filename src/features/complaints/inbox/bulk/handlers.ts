import type { Request, RequestHandler, Response } from 'express'
import type { Deps } from '../../../../platform/deps.ts'
import { NotFound } from '../../../../platform/http/errors.ts'
import { type BadForm, parseForm, typedFields } from '../../../../platform/http/form.ts'
import { staffOf } from '../../../accounts/index.ts'
import { logExport } from '../../../activity/index.ts'
import { langOf, translateOf } from '../../../city/index.ts'
import { deskPaths } from '../../paths.ts'
import { type InboxFilter, inboxFilterFrom, searchOf } from '../filter.ts'
import { sendInbox } from '../inbox.ts'
import { momentOf } from '../moment.ts'
import { mainPlace, placesOf } from '../place.ts'
import { picksOfFilter } from '../queries.ts'
import { beginRun } from './begin-run.ts'
import { choosePayload } from './choose-payload.ts'
import { exportTable } from './export-table.ts'
import { BeginForm, chooseForms, picksOf } from './forms.ts'
import { bulkModel, bulkPage } from './page.ts'
import { exportRows, ownRun, peopleFor, type Run, targetOf } from './queries.ts'
import { mostAtOnce, skipReason } from './rules.ts'
import { startRun } from './start-run.ts'
import { undoRun } from './undo-run.ts'

export function bulkHandlers(
  deps: Deps,
): Record<'begin' | 'show' | 'choose' | 'start' | 'undo' | 'csv', RequestHandler> {
  const at = () => deps.now().epochMilliseconds
  return {
    begin: async (req, res) => {
      const typed = typedFields(req.body)
      const parsed = parseForm(BeginForm, req.body)
      const filter = inboxFilterFrom(typed['back'] ?? '')
      const picks = picksOf(typed)
      const picked = new Set(picks.map(({ number }) => number))
      const back = (error: string) =>
        sendInbox(deps, res, { filter, trouble: { kind: 'bulk', error, picked }, status: 422 })
      const t = translateOf(res)
      if (!parsed.ok) return back(t(parsed.form.errors['kind'] ?? 'inbox:error.kindMissing'))
      const { kind, all } = parsed.value
      const chosen = all === undefined ? picks : await wholeFilter(deps, res, filter)
      if (chosen.length === 0) return back(t('inbox:error.noneChosen'))
      const run = { staff: staffOf(res), kind, picks: chosen, back: searchOf(filter), at: at() }
      const id = await beginRun(deps, run)
      if (id === null) return back(t('inbox:error.noneChosen'))
      res.redirect(303, deskPaths.bulkRun(id))
    },

    show: async (req, res) => {
      const run = await runOr404(deps, req, res)
      await sendRun(deps, res, { run, change: req.query['change'] === '1', bad: null })
    },

    choose: async (req, res) => {
      const run = await runOr404(deps, req, res)
      const parsed = parseForm(chooseForms[run.kind], req.body)
      if (!parsed.ok) return sendRun(deps, res, { run, change: true, bad: parsed.form, status: 422 })
      await choosePayload(deps, { id: run.id, staffId: staffOf(res).id }, parsed.value)
      res.redirect(303, deskPaths.bulkRun(run.id))
    },

    start: async (req, res) => {
      const run = await runOr404(deps, req, res)
      const { staff, target } = await surroundings(deps, res, run)
      if (run.payload === null && chooseForms[run.kind].safeParse({}).success === false) {
        return sendRun(deps, res, { run, change: true, bad: null, status: 422 })
      }
      const skipped = run.items.flatMap((item) => {
        const reason = skipReason(run.kind, item, { staff, payload: run.payload, target })
        return reason === null ? [] : [{ complaintId: item.complaintId, reason }]
      })
      await startRun(deps, {
        id: run.id,
        staffId: staff.id,
        skipped,
        isExport: run.kind === 'export',
        at: at(),
      })
      res.redirect(303, deskPaths.bulkRun(run.id))
    },

    undo: async (req, res) => {
      const run = await runOr404(deps, req, res)
      await undoRun(deps, { id: run.id, staffId: staffOf(res).id, at: at() })
      res.redirect(303, deskPaths.bulkRun(run.id))
    },

    csv: async (req, res) => {
      const run = await runOr404(deps, req, res)
      if (run.kind !== 'export' || run.state !== 'done') throw new NotFound('table')
      const staff = staffOf(res)
      const rows = await exportRows(deps, staff, run.id)
      await deps.db.bulkRun.update({ where: { id: run.id }, data: { downloads: { increment: 1 } } })
      const cityIds = [...new Set(rows.map((row) => row.city_id))]
      await logExport(deps, {
        ...{ staffId: staff.id, cityIds, subject: 'complaints', rows: rows.length },
        at: at(),
      })
      const reading = { places: await placesOf(deps, staff), lang: langOf(res), t: translateOf(res) }
      res.attachment('complaints.csv').type('text/csv').send(exportTable(rows, reading))
    },
  }
}

/** The beginning of a whole filter, as it is now. */
async function wholeFilter(deps: Deps, res: Response, filter: InboxFilter) {
  const staff = staffOf(res)
  const place = mainPlace(await placesOf(deps, staff), filter.cityId)
  if (place === undefined) return []
  const asked = { staff, filter: { ...filter, page: 1 }, moment: momentOf(deps.now(), place) }
  return picksOfFilter(deps, asked, mostAtOnce)
}

async function runOr404(deps: Deps, req: Request, res: Response): Promise<Run> {
  const run = await ownRun(deps, staffOf(res), String(req.params['run']))
  if (run === null) throw new NotFound('run')
  return run
}

/** What the page and the rules need beside the run. */
async function surroundings(deps: Deps, res: Response, run: Run) {
  const staff = staffOf(res)
  const people = run.kind === 'assign' ? await peopleFor(deps, run.items) : []
  const target = await targetOf(deps, run.payload, people)
  return { staff, people, target, places: await placesOf(deps, staff) }
}

type Sending = { run: Run; change: boolean; bad: BadForm | null; status?: number }

async function sendRun(
  deps: Deps,
  res: Response,
  { run, change, bad, status = 200 }: Sending,
): Promise<void> {
  const around = await surroundings(deps, res, run)
  const model = bulkModel({ ...around, run, change, bad, lang: langOf(res), t: translateOf(res) })
  bulkPage(res, model, status)
}
