import type { Request, RequestHandler, Response } from 'express'
import { inTransaction } from '../../../platform/db/transaction.ts'
import type { Deps } from '../../../platform/deps.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { parseForm, typedFields } from '../../../platform/http/form.ts'
import { networkIn, rateLimit } from '../../../platform/http/rate-limit.ts'
import {
  followable,
  parseNumber,
  readingOf,
  supportByDevice,
  supportOfDevice,
  withdrawSupport,
} from '../../complaints/index.ts'
import type { Asking } from '../asking.ts'
import { deviceHash, markDevice } from '../device.ts'
import { MeTooForm } from '../forms.ts'
import { type MeTooData, meTooModel, meTooPage } from '../pages/me-too.ts'
import { followingPaths } from '../paths.ts'
import { begin } from './subscribe.ts'

/** "I have this too": one press counts for this device, an address makes it count in full. */
export function meTooHandlers(
  deps: Deps,
  { ticket, refusal }: Asking,
): Record<'press' | 'show' | 'confirm' | 'withdraw', RequestHandler> {
  // Devices are cheap to have; a whole city may sit behind one address, so only a flood is stopped.
  const flood = rateLimit(deps, { name: 'me-too', points: 5000, seconds: 3600 })
  const isSecure = deps.config.publicUrl.startsWith('https:')

  async function show(res: Response, more: Pick<MeTooData, 'form'> = {}, status = 200) {
    const { complaint, reading } = await complaintIn(deps, res)
    const device = deviceHash(res.req)
    const state =
      device === null
        ? 'none'
        : await supportOfDevice(deps.db, { complaintId: complaint.id, deviceHash: device })
    meTooPage(res, meTooModel({ complaint, state, ticket: ticket('me-too'), ...more }, reading), status)
  }

  return {
    show: (_req, res) => show(res),

    press: async (_req, res) => {
      const { complaint, reading } = await complaintIn(deps, res)
      if ((await flood(networkIn(res))) === 0) {
        const at = deps.now().epochMilliseconds
        const deviceHash = markDevice(res, isSecure)
        await supportByDevice(deps.db, { complaintId: complaint.id, deviceHash, at })
      }
      res.redirect(303, followingPaths.meToo(reading.lang, reading.city.slug, complaint.number))
    },

    confirm: async (req, res) => {
      const { complaint, reading } = await complaintIn(deps, res)
      const parsed = parseForm(MeTooForm, req.body)
      const refused = parsed.ok ? await refusal({ form: 'me-too', ...parsed.value, res }) : null
      if (!parsed.ok || refused !== null) {
        const errors = parsed.ok ? { email: refused ?? undefined } : parsed.form.errors
        return show(res, { form: { typed: typedFields(req.body), errors } }, 422)
      }
      const { id: complaintId, number } = complaint
      const device = deviceHash(req)?.toString('hex') ?? null
      await begin(deps, res, {
        cityId: reading.city.id,
        lang: reading.lang,
        email: parsed.value.email,
        act: { kind: 'support', complaintId, number, device, follow: parsed.value.follow },
      })
    },

    withdraw: async (req: Request, res) => {
      const { complaint, reading } = await complaintIn(deps, res)
      const device = deviceHash(req)
      if (device !== null) {
        const supporter = { followerId: null, deviceHash: device }
        await inTransaction(deps.db, (tx) => withdrawSupport(tx, { complaintId: complaint.id, supporter }))
      }
      res.redirect(303, followingPaths.meToo(reading.lang, reading.city.slug, complaint.number))
    },
  }
}

async function complaintIn(deps: Deps, res: Response) {
  const reading = await readingOf(deps, res)
  const parsed = parseNumber(String(res.req.params['number']))
  const complaint = parsed.ok
    ? await followable(deps, { number: parsed.number, cityId: reading.city.id })
    : null
  if (complaint === null) throw new NotFound('complaint')
  return { complaint, reading }
}
