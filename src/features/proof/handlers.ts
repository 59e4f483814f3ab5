import type { RequestHandler } from 'express'
import { z } from 'zod'
import { leavesIn } from '../../platform/crypto/merkle-tree.ts'
import type { Deps } from '../../platform/deps.ts'
import { NotFound } from '../../platform/http/errors.ts'
import { notKept } from '../../platform/http/shared-caching.ts'
import { langs } from '../../platform/i18n/texts.ts'
import { checkpointOf, checkpointsAfter, lastCheckpoints, type SignedStatement } from '../activity/index.ts'
import { cityOf, langOf, translateOf } from '../city/index.ts'
import { parseNumber, publicKeysOf, sendFeed } from '../complaints/index.ts'
import { check } from './check.ts'
import { checkpointTree } from './checkpoint-tree.ts'
import { complaintProof } from './complaint-proof.ts'
import { proofModel, proofPage } from './page.ts'
import { proofPaths } from './paths.ts'
import { shownByNumber } from './queries.ts'

const shownCheckpoints = 10
const fedCheckpoints = 50
/** In one answer; the next ones follow `after` the last. */
const mostCheckpoints = 5_000
const longestTyped = 400

const After = z.coerce.number().int().min(0).max(2_000_000_000)

export const proofHandlers = (
  deps: Deps,
): Record<'page' | 'complaint' | 'checkpoints' | 'checkpoint' | 'feed', RequestHandler> => ({
  page: async (req, res) => {
    const city = cityOf(res)
    const typed = String(req.query['receipt'] ?? '').slice(0, longestTyped)
    const checked = typed.trim() === '' ? null : await check(deps, { cityId: city.id, typed })
    const [checkpoints, keys] = [await lastCheckpoints(deps, shownCheckpoints), keysOf(deps)]
    const reading = { city, lang: langOf(res), t: translateOf(res), origin: deps.config.publicUrl }
    // What somebody has asked about is theirs.
    if (checked !== null) notKept(res)
    const wrong = checked?.about === 'unread' || checked?.about === 'missing'
    proofPage(res, proofModel({ typed, checked, checkpoints, keys }, reading), wrong ? 422 : 200)
  },

  complaint: async (req, res) => {
    const parsed = parseNumber(String(req.params['number']))
    const found = parsed.ok
      ? await shownByNumber(deps, { cityId: cityOf(res).id, number: parsed.number })
      : null
    if (found === null) throw new NotFound('complaint')
    res.set('Access-Control-Allow-Origin', '*').json(await complaintProof(deps, found))
  },

  checkpoints: async (req, res) => {
    const after = After.catch(0).parse(req.query['after'] ?? 0)
    const checkpoints = await checkpointsAfter(deps, { after, most: mostCheckpoints })
    const last = checkpoints.at(-1)
    res.set('Access-Control-Allow-Origin', '*').json({
      kind: 'ashyq-qala checkpoints 1',
      portal: deps.config.publicUrl,
      publicKeys: keysOf(deps),
      checkpoints,
      next:
        last === undefined || checkpoints.length < mostCheckpoints
          ? null
          : deps.config.publicUrl + proofPaths.checkpoints(last.no),
    })
  },

  checkpoint: async (req, res) => {
    const no = Number(/^\d{1,9}$/.exec(String(req.params['no']))?.[0] ?? 0)
    const checkpoint = await checkpointOf(deps, no)
    if (checkpoint === null) throw new NotFound('checkpoint')
    const leaves = leavesIn(await checkpointTree(deps, no)).map((leaf) => leaf.toString('hex'))
    res.set('Access-Control-Allow-Origin', '*').json({ ...checkpoint, leaves })
  },

  feed: async (_req, res) => {
    const { publicUrl } = deps.config
    const lang = langs[0]
    const t = deps.texts.in(lang)
    res.locals['t'] = t
    const rows = await lastCheckpoints(deps, fedCheckpoints)
    sendFeed(res, {
      ...{ title: t('proof:feed'), lang, author: t('common:page.site') },
      selfHref: publicUrl + proofPaths.feed(),
      listHref: publicUrl + proofPaths.checkpoints(),
      updated: isoOf(rows[0]?.at ?? 0),
      entries: rows.map((row) => ({
        href: publicUrl + proofPaths.checkpoint(row.no),
        title: t('proof:entry', { no: row.no }),
        // The whole statement, so that every archive of the feed is a copy that proves something.
        summary: JSON.stringify(row),
        lang,
        published: isoOf(row.at),
        updated: isoOf(row.at),
      })),
    })
  },
})

const isoOf = (at: SignedStatement['at']): string => new Date(at).toISOString()

const keysOf = ({ keys }: Pick<Deps, 'keys'>): string[] =>
  publicKeysOf(keys).map((key) => key.toString('base64url'))
