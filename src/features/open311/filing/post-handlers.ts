import type { Request, RequestHandler, Response } from 'express'
import { blindIndex } from '../../../platform/crypto/seal.ts'
import type { Deps } from '../../../platform/deps.ts'
import { rateLimit } from '../../../platform/http/rate-limit.ts'
import { uploadOf, uploadStatus } from '../../../platform/http/upload.ts'
import { problemSentence, refusalSentence, tooManySentence } from '../../../platform/http/upload-sentences.ts'
import { isPassing } from '../../../platform/images/image-result.ts'
import { draftByToken, mostPhotos, type Reading } from '../../complaints/index.ts'
import { claimFiling } from '../actions/claim-filing.ts'
import { fileOverApi } from '../actions/file-over-api.ts'
import { type UsedKey, useKey } from '../actions/use-key.ts'
import { formatIn, sendAnswer } from '../machine/answer.ts'
import { askedOf, cityAsked, readingIn } from '../machine/place.ts'
import { Refusal } from '../machine/refusal.ts'
import { wantsExtensions } from '../machine/request-filter.ts'
import { filedView } from './filed-view.ts'
import { type PostFields, postFieldsOf } from './post-fields.ts'
import { readFiling, type WantedFiling } from './read-filing.ts'

/** The same words sent again by the same key so soon are a repetition, not a second problem. */
const repeatedMs = 10 * 60_000
/** So long an idempotency key means the same filing. */
const idempotentMs = 24 * 3_600_000
const longestIdempotencyKey = 255

/** POST requests: files as the pages do, for whoever has a key. */
export function postRequest(deps: Deps): RequestHandler {
  return async (req, res) => {
    const format = formatIn(req)
    const { fields, key, reading } = await authorised(deps, req)
    const wanted = readFiling(fields, reading)
    const photos = photosIn(res, reading)
    const content = contentOf(deps, reading, { wanted, photos })
    const token = await tokenFor(deps, req, { key, content, reading })
    if ((await draftByToken(deps, token)).kind === 'gone') await spend(deps, key, reading)
    const filed = await fileOverApi(deps, {
      ...wanted,
      ...{ city: reading.city, directory: reading.directory, lang: reading.lang, token, photos },
      category: wanted.category.code,
    })
    const extensions = wantsExtensions(fields.plain)
    const data = await filedView(deps, { reading, wanted, photos, filed, extensions })
    res.set('Cache-Control', 'private, no-store')
    sendAnswer(res, format, { root: 'service_requests', data: [data] })
  }
}

/** The key comes before everything else: whoever has none learns nothing. */
export async function authorised(
  deps: Deps,
  req: Request,
): Promise<{ fields: PostFields; key: UsedKey; reading: Reading }> {
  const asked = askedOf(deps, req)
  const { t } = asked
  const fields = postFieldsOf(req.body, req.query)
  const secret = fields.plain['api_key']
  if (secret === undefined) throw new Refusal(403, [t('open311:refusal.keyMissing')])
  const city = await cityAsked(deps, fields.plain, asked)
  const at = deps.now().epochMilliseconds
  const key = await useKey(deps, { secret, cityId: city.id, at })
  if (key === null) throw new Refusal(403, [t('open311:refusal.key')])
  return { fields, key, reading: await readingIn(deps, city, asked) }
}

/** Counts one filing of this key. Repetitions of what was filed are free. */
export async function spend(deps: Deps, { id, perHour, perDay }: UsedKey, { t }: Reading): Promise<void> {
  const byHour = rateLimit(deps, { name: 'api-key-hour', points: perHour, seconds: 3600 })
  const byDay = rateLimit(deps, { name: 'api-key-day', points: perDay, seconds: 86_400 })
  const wait = (await byHour(String(id))) || (await byDay(String(id)))
  if (wait === 0) return
  const seconds = Math.ceil(wait / 1000)
  throw new Refusal(429, [t('open311:refusal.quota', { perHour, perDay })], seconds)
}

export type Photo = ReturnType<typeof photosIn>[number]

/** All of them or none: a program can send again, and a picture that is missing would never be noticed. */
export function photosIn(res: Response, { t }: Reading) {
  const { problem, photos, tooMany } = uploadOf(res)
  if (problem !== undefined) throw new Refusal(uploadStatus[problem], [problemSentence(t, problem)])
  const isBusy = photos.some((photo) => !photo.ok && isPassing(photo.reason))
  const wrong = photos.flatMap((photo) => (photo.ok ? [] : [refusalSentence(t, photo)]))
  if (tooMany) wrong.push(tooManySentence(t, mostPhotos))
  if (wrong.length > 0) throw new Refusal(isBusy ? 503 : 400, wrong, isBusy ? 60 : null)
  return photos.filter((photo) => photo.ok)
}

/** Keyed, because contacts are in it, and there are few enough numbers of phones to try them all. */
const digest = ({ keys }: Pick<Deps, 'keys'>, kind: 'content' | 'key', text: string): Buffer<ArrayBuffer> =>
  Buffer.from(blindIndex(keys, `open311.${kind}`, text))

/** Of everything that is filed; the same pictures have the same bytes. */
function contentOf(
  deps: Pick<Deps, 'keys'>,
  { city }: Reading,
  { wanted, photos }: { wanted: WantedFiling; photos: readonly Photo[] },
): Buffer<ArrayBuffer> {
  const { category, replyLang: _byLanguage, ...said } = wanted
  const pictures = photos.map((photo) => photo.sha256)
  return digest(deps, 'content', JSON.stringify([city.id, category.code, said, pictures]))
}

type Asking = { key: UsedKey; content: Buffer<ArrayBuffer>; reading: Reading }

async function tokenFor(deps: Deps, req: Request, { key, content, reading }: Asking): Promise<string> {
  const { t } = reading
  const given = req.get('Idempotency-Key')?.trim() ?? ''
  if (given.length > longestIdempotencyKey) {
    throw new Refusal(400, [t('open311:refusal.idempotencyLong', { most: longestIdempotencyKey })])
  }
  const token = await claimFiling(deps, {
    ...{ keyId: key.id, content, at: deps.now().epochMilliseconds },
    ...(given === ''
      ? { fingerprint: content, keptMs: repeatedMs }
      : { fingerprint: digest(deps, 'key', given), keptMs: idempotentMs }),
  })
  if (token === null) throw new Refusal(400, [t('open311:refusal.idempotencyUsed')])
  return token
}
