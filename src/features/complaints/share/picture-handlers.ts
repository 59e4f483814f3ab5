import { createHash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import type { RequestHandler, Response } from 'express'
import type { Deps } from '../../../platform/deps.ts'
import { NotFound } from '../../../platform/http/errors.ts'
import { isLang } from '../../../platform/i18n/texts.ts'
import { pictureSender } from '../../../platform/pictures/send-picture.ts'
import { cityBySlug, cityOf, nameIn } from '../../city/index.ts'
import { parseNumber } from '../number.ts'
import { type Reading, readingOf } from '../public/reading.ts'
import { type ComplaintRow, publicComplaint } from '../public/show/queries.ts'
import { shareFacts } from './facts.ts'
import { largeKeys } from './queries.ts'
import { type SharePicture, sharePictureSvg } from './share-picture.ts'

/** Photos beyond this stay out of the picture. */
const mostPhotoBytes = 4 * 1024 * 1024

/** Pictures of shared complaints and of the city itself. */
export function pictureHandlers(deps: Deps): Record<'complaint' | 'city', RequestHandler> {
  const sendPicture = pictureSender(deps.pictures)
  const send = (res: Response, tag: string, make: () => Promise<SharePicture>) =>
    sendPicture(res, tag, async () => sharePictureSvg(await make()))

  return {
    complaint: async (req, res) => {
      const row = await shownComplaint(deps, String(req.params['number']), cityOf(res).id)
      const reading = await readingOf(deps, res)
      const facts = shareFacts(row, reading)
      const keys = await largeKeys(
        deps,
        facts.photos.map(({ id }) => id),
      )
      await send(res, tagOf(facts, keys, placeOf(reading)), async () => ({
        ...placeOf(reading),
        ...facts,
        foot: `№ ${facts.number} · ${facts.received}`,
        photos: await photosOf(deps, keys, reading),
      }))
    },

    city: async (req, res) => {
      const { lang } = req.params
      const city = await cityBySlug(deps, String(req.params['city']))
      if (city === null || !isLang(lang)) throw new NotFound('city')
      const t = deps.texts.in(lang)
      const place = { city: nameIn(city.names, lang), site: t('common:page.site'), brand: city.brandColour }
      const title = t('common:nav.report')
      const slogan = nameIn(city.profile.slogan, lang)
      await send(res, tagOf(place, title, slogan), async () => ({
        ...place,
        tag: null,
        title,
        place: slogan,
        foot: null,
        icon: 'megaphone',
        photos: [],
      }))
    },
  }
}

/** The complaint when everybody may see it; anything else has no picture and no card. */
export async function shownComplaint(deps: Deps, typed: string, cityId: number): Promise<ComplaintRow> {
  const parsed = parseNumber(typed)
  const row = parsed.ok ? await publicComplaint(deps, parsed.number) : null
  if (row === null || !row.shown || row.cityId !== cityId) throw new NotFound('complaint')
  return row
}

const placeOf = ({ city, lang, t }: Reading) => ({
  city: nameIn(city.names, lang),
  site: t('common:page.site'),
  brand: city.brandColour,
})

/** Changes with everything that the picture shows. */
const tagOf = (...shown: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(shown)).digest('base64url').slice(0, 22)

async function photosOf(
  deps: Deps,
  keys: readonly string[],
  { t }: Reading,
): Promise<SharePicture['photos']> {
  const jpegs = await Promise.all(keys.map((key) => jpegOf(deps, key)))
  const labels = [t('common:photo.before'), t('common:photo.after')]
  return jpegs.flatMap((jpeg, index) =>
    jpeg === null ? [] : [{ jpeg, label: keys.length > 1 ? (labels[index] ?? null) : null }],
  )
}

async function jpegOf({ files, log }: Deps, key: string): Promise<Buffer | null> {
  const stored = await files.get(key)
  if (!stored.ok) {
    log.error({ key, condition: stored.reason }, 'the bytes of a photo are not what they were')
    return null
  }
  if (stored.size > mostPhotoBytes) {
    stored.stream.destroy()
    return null
  }
  return buffer(stored.stream)
}
