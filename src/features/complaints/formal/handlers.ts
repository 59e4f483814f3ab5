import { pipeline } from 'node:stream/promises'
import type { RequestHandler, Response } from 'express'
import type { Deps } from '../../../platform/deps.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { cityOf, nameIn } from '../../city/index.ts'
import { formatNumber } from '../number.ts'
import { type Mine, onMine } from '../public/mine/on-mine.ts'
import { readingOf } from '../public/reading.ts'
import { asEverybodyReads, asWritten } from '../public/show/words.ts'
import { receiptFile, receiptOf } from '../receipt/receipt-of.ts'
import { shownComplaint } from '../share/picture-handlers.ts'
import { largeKeys } from '../share/queries.ts'
import { formalZip } from './formal-zip.ts'
import { formalModel, formalPage, receiptModel, receiptPage, type TextsIn } from './pages.ts'

/** Zips that are read at the same time; a slow reader holds one open for long. */
const mostZips = 16

/** The formal way: a receipt, the text for eOtinish, and all of it as a file. */
export function formalHandlers(
  deps: Deps,
): Record<'receipt' | 'receiptJson' | 'mine' | 'zip' | 'public', RequestHandler> {
  const textsIn: TextsIn = (lang) => deps.texts.in(lang)
  let zips = 0
  return {
    receipt: onMine(deps, async ({ row, token, reading }, { res }) => {
      const signed = await receiptOf(deps, row)
      receiptPage(res, receiptModel(row, reading, { token, receipt: signed?.receipt ?? null }))
    }),

    receiptJson: onMine(deps, async ({ row, reading }, { res }) => {
      const signed = await receiptOf(deps, row)
      if (signed === null) throw new NotFound('receipt')
      res.attachment(`${formatNumber(row.number)}-receipt.json`).json(receiptFile(signed, reading))
    }),

    mine: onMine(deps, ({ row, token, reading }, { res }) =>
      formalPage(res, formalModel(asWritten(row), reading, { token, textsIn })),
    ),

    zip: onMine(deps, async (mine, { res }) => {
      if (zips >= mostZips) {
        res.set('Retry-After', '30').status(503).type('txt').send(mine.reading.t('formal:busy'))
        return
      }
      zips += 1
      try {
        await sendZip(deps, mine, res, textsIn)
      } finally {
        zips -= 1
      }
    }),

    public: async (req, res) => {
      const row = await shownComplaint(deps, String(req.params['number']), cityOf(res).id)
      if (row.words === null) throw new NotFound('complaint')
      const reading = await readingOf(deps, res)
      formalPage(res, formalModel(asEverybodyReads(row, reading.t), reading, { token: null, textsIn }))
    },
  }
}

async function sendZip(deps: Deps, { row, reading }: Mine, res: Response, textsIn: TextsIn): Promise<void> {
  const photoKeys = await largeKeys(
    deps,
    row.photos.map(({ id }) => id),
  )
  const categoryId = row.facts?.categoryId ?? null
  const category = categoryId === null ? undefined : reading.directory.categoryById.get(categoryId)
  const title =
    category === undefined ? reading.t('public:show.plainTitle') : nameIn(category.names, reading.lang)
  res.set({
    'Content-Type': 'application/zip',
    'Content-Disposition': `attachment; filename="${formatNumber(row.number)}.zip"`,
  })
  // Photos are compressed already, and a stream that is compressed once more cannot be told to wait.
  res.set('Cache-Control', 'private, no-store, no-transform')
  if (res.req.method === 'HEAD') {
    res.end()
    return
  }
  try {
    await pipeline(
      formalZip(deps, { row: asWritten(row), reading, photoKeys, category: title, textsIn }),
      res,
    )
  } catch (error) {
    // The reader left, or the store broke off: the connection is closed either way.
    if (!res.closed) deps.log.warn({ err: error }, 'a zip was sent only in part')
  }
}
