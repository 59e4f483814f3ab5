import type { RequestHandler } from 'express'
import { hashToken } from '../../../../platform/crypto/token.ts'
import type { Deps } from '../../../../platform/deps.ts'
import { NotFound } from '../../../../platform/http/errors.ts'
import { CoverFailed, coverOwnPhoto } from '../../actions/cover-photo.ts'
import { ownPhotos } from '../../actions/own-data.ts'
import { complaintPaths } from '../../paths.ts'
import { gridOf, storedAreas } from '../../photo-cover/areas.ts'
import { readPhotoChoice } from '../../photo-cover/form.ts'
import { type CoverInput, coverModel, mineCoverPage } from '../../photo-cover/page.ts'
import { coverablePhoto } from '../../photo-cover/queries.ts'
import { type Mine, onMine } from './on-mine.ts'

/** What everybody sees of a photo, changed by its resident later. */
export function coverHandlers(deps: Deps): Record<'show' | 'save', RequestHandler> {
  const found = async ({ row, token, reading }: Mine, id: string) => {
    const photo = await coverablePhoto(deps, id, {
      ...(await ownPhotos(deps.db, row.id)),
      complaint: { secretHash: hashToken(token), cityId: reading.city.id },
    })
    if (photo === null) throw new NotFound('photo')
    return photo
  }
  return {
    show: onMine(deps, async (mine, { req, res }) => {
      const one = await found(mine, String(req.params['photo']))
      mineCoverPage(res, coverModel(inputOf(mine, one), mine.reading.t))
    }),

    save: onMine(deps, async (mine, { req, res }) => {
      const { reading, token, row } = mine
      const one = await found(mine, String(req.params['photo']))
      const fixed = storedAreas(one.photo.areas).filter(({ by }) => by === 'moderator')
      const parsed = readPhotoChoice(req.body, gridOf(one.photo), fixed)
      if (!parsed.ok) {
        return mineCoverPage(res, coverModel({ ...inputOf(mine, one), form: parsed.form }, reading.t), 422)
      }
      try {
        await coverOwnPhoto(deps, { photo: one.photo, complaintId: row.id }, parsed.value)
        res.redirect(303, `${complaintPaths.data(reading.lang, reading.city.slug, token)}?done=photo`)
      } catch (error) {
        if (!(error instanceof CoverFailed)) throw error
        mineCoverPage(res, coverModel({ ...inputOf(mine, one), failed: true }, reading.t), 503)
      }
    }),
  }
}

type Found = NonNullable<Awaited<ReturnType<typeof coverablePhoto>>>

function inputOf({ token, reading }: Mine, { photo, n }: Found): CoverInput {
  const { lang, city, t } = reading
  return {
    photo,
    n,
    by: 'resident',
    intro: t('public:cover.intro', { days: city.profile.retention.contactDays }),
    src: complaintPaths.minePhoto(lang, city.slug, token, photo.id, 'large'),
    action: complaintPaths.coverMine(lang, city.slug, token, photo.id),
    back: { href: complaintPaths.data(lang, city.slug, token), label: t('common:nav.back') },
    crumbs: [],
  }
}
