import type { Request, RequestHandler } from 'express'
import type { Deps } from '../../../platform/deps.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { servePhoto } from '../../../platform/http/serve-photo.ts'
import { CoverFailed, coverDraftPhoto } from '../actions/cover-photo.ts'
import { complaintPaths } from '../paths.ts'
import { gridOf, storedAreas } from '../photo-cover/areas.ts'
import { readPhotoChoice } from '../photo-cover/form.ts'
import { type CoverInput, coverModel, filingCoverPage } from '../photo-cover/page.ts'
import { coverablePhoto } from '../photo-cover/queries.ts'
import { type OnDraft, onDraft, stepPath } from './on-draft.ts'
import { draftByToken, draftPhotoKey } from './queries.ts'

/** What everybody will see of a photo, chosen before sending. */
export function coverHandlers(deps: Deps): Record<'show' | 'save' | 'picture', RequestHandler> {
  const found = async ({ draft, req }: OnDraft) => {
    const photo = await coverablePhoto(deps, String(req.params['photo']), {
      draftId: draft.id,
      complaintId: null,
    })
    if (photo === null) throw new NotFound('photo')
    return photo
  }
  const inputOf = (on: OnDraft, { photo, n }: Awaited<ReturnType<typeof found>>): CoverInput => {
    const { filer, draft } = on
    const { lang, city, t } = filer
    return {
      photo,
      n,
      by: 'resident',
      intro: t('public:cover.intro', { days: city.profile.retention.contactDays }),
      src: complaintPaths.draftPicture(lang, city.slug, draft.token, photo.id),
      action: complaintPaths.coverDraft(lang, city.slug, draft.token, photo.id),
      back: { href: stepPath(filer, draft.token, 'check'), label: t('common:nav.back') },
      crumbs: [],
    }
  }
  return {
    show: onDraft(deps, 'what', async (on) => {
      filingCoverPage(on.res, coverModel(inputOf(on, await found(on)), on.filer.t))
    }),

    save: onDraft(deps, 'what', async (on) => {
      const { filer, draft, req, res } = on
      const one = await found(on)
      const fixed = storedAreas(one.photo.areas).filter(({ by }) => by === 'moderator')
      const parsed = readPhotoChoice(req.body, gridOf(one.photo), fixed)
      if (!parsed.ok) {
        return filingCoverPage(res, coverModel({ ...inputOf(on, one), form: parsed.form }, filer.t), 422)
      }
      try {
        await coverDraftPhoto(deps, { photo: one.photo, draftId: draft.id }, parsed.value)
        res.redirect(303, `${stepPath(filer, draft.token, 'check')}#public-view`)
      } catch (error) {
        if (!(error instanceof CoverFailed)) throw error
        filingCoverPage(res, coverModel({ ...inputOf(on, one), failed: true }, filer.t), 503)
      }
    }),

    picture: servePhoto(deps, async (req: Request) => {
      const token = String(req.params['token'])
      const draft = await draftByToken(deps, token)
      const key =
        draft.kind === 'open' ? await draftPhotoKey(deps, token, String(req.params['photo']), 'large') : null
      return key === null ? undefined : { key, access: 'private' as const }
    }),
  }
}
