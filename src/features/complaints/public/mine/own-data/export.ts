import { once } from 'node:events'
import type { Response } from 'express'
import yazl from 'yazl'
import type { Deps } from '../../../../../platform/deps.ts'
import { formatNumber } from '../../../number.ts'
import type { OwnData } from './queries.ts'

/**
 * Sends a zip with `data.json` and the photos as they were taken. A photo whose bytes are lost is named in the list of
 * the JSON and missing in the zip: a part of one's data is better than none.
 */
export async function sendExport(
  { files, log }: Pick<Deps, 'files' | 'log'>,
  res: Response,
  own: OwnData,
): Promise<void> {
  const zip = new yazl.ZipFile()
  res.type('application/zip').attachment(`${formatNumber(own.number)}.zip`)
  res.set('Cache-Control', 'private, no-store')
  zip.outputStream.pipe(res)
  zip.addBuffer(Buffer.from(JSON.stringify(exported(own), null, 2)), 'data.json')
  for (const photo of own.photos) {
    const stored = await files.get(photo.originalLargeKey ?? photo.largeKey)
    if (!stored.ok) {
      log.error({ photo: photo.id, condition: stored.reason }, 'a photo is missing in an export')
      continue
    }
    // one after the other, so that one file is open at a time
    zip.addReadStream(stored.stream, `photos/${photo.id}.jpg`, { compress: false })
    await Promise.race([once(stored.stream, 'end'), once(stored.stream, 'close'), once(res, 'close')])
    if (res.destroyed) return
  }
  zip.end()
}

function exported(own: OwnData): object {
  const { contacts, photos, activity, answers, originalWords } = own
  return {
    number: formatNumber(own.number),
    receivedAt: own.receivedAt.toISOString(),
    channel: own.channel,
    status: own.status,
    visibility: own.visibility,
    publication: own.publication,
    privacyVersion: own.consentVersion,
    text: own.text,
    textLanguage: own.textLang,
    replyLanguage: own.replyLang,
    address: own.address,
    landmark: own.landmark,
    questions: own.answered,
    point: own.lat === null ? null : { lat: own.lat, lon: own.lon },
    publicText: own.publicText,
    publicAddress: own.publicAddress,
    publicLandmark: own.publicLandmark,
    contacts,
    photos: photos.map(({ id, role, shown, areas, createdAt }) => ({
      file: `photos/${id}.jpg`,
      role,
      shownToEverybody: shown,
      covered: areas,
      storedAt: createdAt.toISOString(),
    })),
    answers: answers.map((answer) => ({ ...answer, at: answer.at.toISOString() })),
    history: activity.map(({ seq, kind, at, actorKind, payload }) => ({
      seq,
      kind,
      at: at.toISOString(),
      by: actorKind,
      ...(payload === null ? { erased: true } : { payload }),
      ...originalOf(originalWords, seq),
    })),
  }
}

function originalOf(words: OwnData['originalWords'], seq: number): { original?: string } {
  const found = words.find((one) => one.seq === seq)
  return found === undefined ? {} : { original: found.text }
}
