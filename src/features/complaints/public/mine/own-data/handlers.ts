import type { RequestHandler } from 'express'
import type { Deps } from '../../../../../platform/deps.ts'
import { type Parsed, parseForm } from '../../../../../platform/http/form.ts'
import {
  correctOwnData,
  eraseOwnData,
  forgetOwnContacts,
  keepPrivate,
  type Own,
} from '../../../actions/own-data.ts'
import { complaintPaths } from '../../../paths.ts'
import { type Mine, onMine } from '../on-mine.ts'
import { sendExport } from './export.ts'
import { correctionForm, sureForm } from './forms.ts'
import { type DataAct, type DataInput, dataModel, dataPage } from './page.ts'
import { ownData } from './queries.ts'

/** One's own data: look, take along, correct, withdraw from view, erase. */
export function dataHandlers(deps: Deps) {
  const modelOf = async (mine: Mine, more: Pick<DataInput, 'done' | 'back'>) =>
    dataModel({ own: await ownData(deps, mine.row.id), token: mine.token, ...more }, mine.reading)

  const doing = <Value>(
    act: DataAct,
    read: (mine: Mine, body: unknown) => Parsed<Value>,
    run: (own: Own, value: Value) => Promise<void>,
  ): RequestHandler =>
    onMine(deps, async (mine, { req, res }) => {
      const parsed = read(mine, req.body)
      if (!parsed.ok)
        return dataPage(res, await modelOf(mine, { done: null, back: { act, form: parsed.form } }), 422)
      const { row, token, reading } = mine
      await run({ complaintId: row.id, number: row.number, token }, parsed.value)
      res.redirect(303, `${complaintPaths.data(reading.lang, reading.city.slug, token)}?done=${act}`)
    })

  const readSure = (_mine: Mine, body: unknown) => parseForm(sureForm, body)
  return {
    show: onMine(deps, async (mine, { req, res }) => {
      const { done } = req.query
      dataPage(res, await modelOf(mine, { done: typeof done === 'string' ? done : null }))
    }),
    zip: onMine(deps, async (mine, { res }) => sendExport(deps, res, await ownData(deps, mine.row.id))),
    correct: doing(
      'correct',
      ({ reading }, body) => parseForm(correctionForm(reading.city), body),
      (own, { email, phone, replyLang }) => correctOwnData(deps, own, { email, phone, replyLang }),
    ),
    private: doing('private', readSure, (own) => keepPrivate(deps, own)),
    forget: doing('forget', readSure, (own) => forgetOwnContacts(deps, own)),
    erase: doing('erase', readSure, (own) => eraseOwnData(deps, own)),
  }
}
