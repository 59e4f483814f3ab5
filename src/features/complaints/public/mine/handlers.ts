import type { Request, RequestHandler } from 'express'
import { hashToken } from '../../../../platform/crypto/token.ts'
import type { Deps } from '../../../../platform/deps.ts'
import { NotFound } from '../../../../platform/http/errors.ts'
import { servePhoto } from '../../../../platform/http/serve-photo.ts'
import { cityOf } from '../../../city/index.ts'
import { addToComplaint } from '../../actions/add-to-complaint.ts'
import { giveVerdict } from '../../actions/give-verdict.ts'
import { replyToQuestion } from '../../actions/reply-to-question.ts'
import { withdrawComplaint } from '../../actions/withdraw-complaint.ts'
import { complaintPaths } from '../../paths.ts'
import { canHappen } from '../../rules.ts'
import { acting } from './acting.ts'
import { AddForm, ReplyForm, VerdictForm, WithdrawForm } from './forms.ts'
import { onMine } from './on-mine.ts'
import { mineModel, minePage, withdrawModel, withdrawPage } from './pages.ts'
import { linksOfParts, residentsPhoto } from './queries.ts'
import { doneMessages } from './returned.ts'

export const mineHandlers = (deps: Deps) => ({
  show: onMine(deps, async (mine, { req, res }) => {
    const messages = doneMessages(req.query, mine.reading.t)
    const wasSplit = mine.row.activity.some(({ kind }) => kind === 'split_off')
    const parts = wasSplit ? await linksOfParts(deps, mine.row.id) : []
    const data = { ...mine, parts, returned: { messages }, wanted: req.query['verdict'] }
    minePage(res, mineModel(data, mine.reading))
  }),

  confirmWithdrawal: onMine(deps, (mine, { res }) => {
    const { row, token, reading } = mine
    if (canHappen('withdrawn', row.status)) {
      return withdrawPage(res, withdrawModel({ ...mine, returned: {} }, reading))
    }
    res.redirect(303, complaintPaths.mine(reading.lang, reading.city.slug, token))
  }),

  add: acting(deps, {
    name: 'add',
    schema: AddForm,
    needsWords: true,
    done: () => 'added',
    run: (act) => addToComplaint(deps, act),
  }),

  reply: acting(deps, {
    name: 'reply',
    schema: ReplyForm,
    done: () => 'replied',
    run: (act) => replyToQuestion(deps, act),
  }),

  verdict: acting(deps, {
    name: 'verdict',
    schema: VerdictForm,
    done: ({ verdict }) => verdict,
    run: (act, { verdict }) => giveVerdict(deps, { ...act, verdict }),
  }),

  withdraw: acting(deps, {
    name: 'withdraw',
    schema: WithdrawForm,
    done: () => 'withdrawn',
    run: (act) => withdrawComplaint(deps, act),
  }),

  photo: servePhoto(deps, async (req, res) => {
    const key = await residentsPhoto(deps, { cityId: cityOf(res).id, ...photoOf(req) })
    return key === null ? undefined : { key, access: 'private' as const }
  }),

  /** Stands before the reading of a form: photos of strangers are not even looked at. */
  known: (async (req, res, next) => {
    const where = { secretHash: hashToken(String(req.params['token'])), cityId: cityOf(res).id }
    if ((await deps.db.complaint.count({ where })) === 0) throw new NotFound('complaint')
    next()
  }) satisfies RequestHandler,
})

const photoOf = (req: Request) => ({
  token: String(req.params['token']),
  id: String(req.params['photo']),
  size: req.params['size'] === 'large' ? ('large' as const) : ('small' as const),
})
