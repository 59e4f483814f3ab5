import type { RequestHandler, Response } from 'express'
import type { Deps } from '../../../platform/deps.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { rolesIn, staffOf } from '../../accounts/index.ts'
import { translateOf } from '../../city/index.ts'
import { CoverFailed, coverPhotoAsStaff } from '../actions/cover-photo.ts'
import { formatNumber, parseNumber } from '../number.ts'
import { deskPaths } from '../paths.ts'
import { gridOf } from '../photo-cover/areas.ts'
import { readPhotoChoice } from '../photo-cover/form.ts'
import { type CoverInput, coverModel, staffCoverPage } from '../photo-cover/page.ts'
import { coverablePhoto } from '../photo-cover/queries.ts'
import { mayCause } from '../rules.ts'
import { deskComplaint } from './queries.ts'

const shortestReason = 10

/** A moderator covers places of a photo, or keeps it from everybody. */
export function coverHandlers(deps: Deps): Record<'show' | 'save', RequestHandler> {
  const found = async (res: Response, params: Record<string, unknown>) => {
    const number = parseNumber(String(params['number']))
    const staff = staffOf(res)
    const row = number.ok ? await deskComplaint(deps, staff, number.number) : null
    if (row === null || !mayCause('redacted', rolesIn(staff, row.city_id, row.office_id)))
      throw new NotFound('photo')
    const one = await coverablePhoto(deps, String(params['photo']), { complaintId: row.id })
    if (one === null) throw new NotFound('photo')
    const t = translateOf(res)
    const back = { href: deskPaths.show(row.number), label: formatNumber(row.number) }
    const input: CoverInput = {
      ...one,
      by: 'moderator',
      intro: t('public:cover.introStaff'),
      src: deskPaths.photo(one.photo.id, 'large'),
      action: deskPaths.cover(row.number, one.photo.id),
      back,
      crumbs: [{ href: deskPaths.inbox(), label: t('desk:inbox.title') }, back],
    }
    return { row, input, t, staff }
  }
  return {
    show: async (req, res) => {
      const { input, t } = await found(res, req.params)
      staffCoverPage(res, coverModel(input, t))
    },

    save: async (req, res) => {
      const { row, input, t, staff } = await found(res, req.params)
      const { photo } = input
      const parsed = readPhotoChoice(req.body, gridOf(photo), [])
      if (!parsed.ok) return staffCoverPage(res, coverModel({ ...input, form: parsed.form }, t), 422)
      const { reason = '' } = parsed.typed
      if (reason.trim().length < shortestReason) {
        const form = { typed: parsed.typed, errors: { reason: 'public:cover.error.reason' as const } }
        return staffCoverPage(res, coverModel({ ...input, form }, t), 422)
      }
      const areas = parsed.value.areas.map((area) => ({ ...area, by: 'moderator' as const }))
      try {
        const choice = { areas, visible: parsed.value.visible }
        await coverPhotoAsStaff(
          deps,
          { staff, complaintId: row.id },
          { photo, choice, reason: reason.trim() },
        )
        res.redirect(303, deskPaths.show(row.number))
      } catch (error) {
        if (!(error instanceof CoverFailed)) throw error
        staffCoverPage(res, coverModel({ ...input, failed: true }, t), 503)
      }
    },
  }
}
